"""What tests share: brokers, cheap stages, processes, and verifiers that recount everything."""
