import {
  byField,
  fields,
  listOf,
  nullable,
  number,
  type Shape,
  text,
  textOrLines,
  whatever,
} from '../data/json-shape';

const object = fields({});

/** Contents by MIME type: texts, or lists of their lines, but for JSON. */
const bundle: Shape = (value, path) => {
  object(value, path);
  for (const [type, content] of Object.entries(value as object)) {
    const isJson = type === 'application/json' || type.endsWith('+json');
    (isJson ? whatever : textOrLines)(content, `${path}[${JSON.stringify(type)}]`);
  }
};

const shown = { data: bundle };
const metadata = { metadata: object };

const output = byField('output_type', {
  stream: fields({ name: text, text: textOrLines }),
  display_data: fields(shown, metadata),
  execute_result: fields(shown, { ...metadata, execution_count: nullable(number) }),
  error: fields({ ename: text, evalue: text, traceback: listOf(text) }),
});

const common = { source: textOrLines };
const optional = { id: text, metadata: object, attachments: object };

const cell = byField('cell_type', {
  code: fields(common, { ...optional, outputs: listOf(output), execution_count: nullable(number) }),
  markdown: fields(common, optional),
  raw: fields(common, optional),
});

/** A notebook of nbformat 4, as far as it is read here. */
export const notebookShape: Shape = fields(
  { nbformat: number, cells: listOf(cell) },
  {
    metadata: fields({}, { kernelspec: object, language_info: fields({}, { name: text, version: text }) }),
  },
);
