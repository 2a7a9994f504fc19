// Runs a cell in tslab's own executor, as the kernel does, and prints what it displays: node kernel-child.cjs <cell>
const { createConverter } = require('tslab/dist/converter');
const { createExecutor } = require('tslab/dist/executor');
const jupyter = require('tslab/dist/jupyter');

const node = createConverter({ isJS: false, isBrowser: false });
const executor = createExecutor(process.cwd(), { node, browser: node, close: () => node.close() }, console);
const handler = new jupyter.JupyterHandlerImpl(executor, false);
const messages = [];
const writeStream = (name, text) => messages.push({ name, text });
const writeDisplay = ({ data, transient }, update) =>
  messages.push({ data, id: transient.display_id, update });
const { write } = process.stdout;
handler.handleExecute({ code: process.argv[2] }, writeStream, writeDisplay).then(({ status }) => {
  write.call(process.stdout, JSON.stringify({ status, messages }), () => process.exit(0));
});
