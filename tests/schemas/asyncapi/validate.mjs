// Reads the AsyncAPI document named by the first argument, with all that it refers to, and prints
// what the parser finds: one line for each complaint, then what it holds. Exit 1 if anything is said.
import { Parser, fromFile } from "@asyncapi/parser";

const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
for (const found of diagnostics) {
  console.log(`${found.path.join(".")}: ${found.message}`);
}
if (document) {
  const payloads = document.allMessages().all().filter((message) => message.payload());
  console.log(JSON.stringify({
    version: document.version(),
    channels: document.allChannels().all().map((channel) => channel.id()),
    operations: document.allOperations().all().length,
    fields: Object.fromEntries(payloads.map((message) => [
      message.id(), Object.keys(message.payload().properties() ?? {}),
    ])),
  }));
}
process.exit(document && diagnostics.length === 0 ? 0 : 1);
