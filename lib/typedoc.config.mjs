import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter, ReflectionGroup, ReflectionKind } from 'typedoc';

const lib = dirname(fileURLToPath(import.meta.url));

/** Titles of the groups in which the reference shows a face, by room, in this order; topics of the study follow. */
const titles = {
  mixup: 'Mixup',
  genlabel: 'Relabelling',
  genmix: 'GenMix',
  density: 'Densities',
  train: 'Training',
  'train/own-data': 'Classifiers of own data',
  'train/images': 'Images',
  attacks: 'Attacks',
  data: 'Data',
  numeric: 'Numbers and statistics',
  theory: "The paper's analysis",
  kernels: 'Kernels',
  tensorflow: 'TensorFlow.js',
  runtime: 'Jobs and records',
  study: 'All experiments',
  paper: 'What the paper prints',
  report: 'Report',
};

function titleOf(path) {
  const folders = dirname(path).split('/');
  if (folders[0] === 'study' && folders[1]) {
    const topic = folders[1].replaceAll('-', ' ');
    return `Study: ${topic}`;
  }
  const title = titles[folders.slice(0, 2).join('/')] ?? titles[folders[0]];
  if (!title) throw new Error(`the room of ${path} has no title in lib/typedoc.config.mjs`);
  return title;
}

/** Place of a group in the reference: those of `titles` first, in their order. */
function placeOf({ title }) {
  const place = Object.values(titles).indexOf(title);
  return place < 0 ? Object.keys(titles).length : place;
}

/** Groups what a face exports by room, so that no docstring has to say it. */
function groupByRoom(app) {
  const group = ({ project }) => {
    for (const face of project.children ?? []) {
      const groups = new Map();
      for (const reflection of face.children ?? []) {
        const title = titleOf(relative(lib, reflection.sources[0].fullFileName).split(sep).join('/'));
        if (!groups.has(title)) groups.set(title, new ReflectionGroup(title, face));
        groups.get(title).children.push(reflection);
      }
      const before = (a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title);
      face.groups = [...groups.values()].sort(before);
    }
  };
  // After TypeDoc's own groups by kind.
  app.converter.on(Converter.EVENT_RESOLVE_END, group, -1000);
}

/**
 * A parameter that is taken apart in the signature has no name of its own: it gets that of its `@param name.part`, that of the `@param`
 * which no other parameter has, or `options`.
 */
function nameParameters(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (parameter.name !== '__namedParameters') continue;
      const tagged = parameter.parent?.comment?.getTags('@param').map(({ name }) => name ?? '') ?? [];
      const others = parameter.parent?.parameters?.map(({ name }) => name) ?? [];
      const names = tagged.map((name) => name.split('.')[0]).filter((name) => !others.includes(name));
      parameter.name = names[0] ?? 'options';
    }
  });
}

/** TypeDoc gives an interface without a comment that of the one which it extends, and so does not miss it. */
function requireOwnComments(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.ClassOrInterface)) {
      if (!reflection.comment) app.logger.warn(`${reflection.getFullName()} has no comment of its own`);
    }
  });
}

/** What is done otherwise than in the paper stands last in a comment; for TypeDoc it would belong to the tag before it. */
function showDeviations(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) {
      for (const { content } of comment?.blockTags ?? []) {
        const start = content.findIndex(({ text }) => /(^|\n)Deviations?\b/.test(text));
        if (start < 0) continue;
        const [before, ...deviation] = content[start].text.split(/\n(?=Deviations?\b)/);
        const rest = content.splice(start, Infinity, { kind: 'text', text: before });
        comment.summary.push({ kind: 'text', text: `\n\n${deviation.join('\n')}` }, ...rest.slice(1));
      }
    }
  });
}

const formula = /\n\n((?: {2,}\S.*(?:\n|$))+)/g;

/** Formulas stand indented by two spaces in the comments of lib; for TypeDoc, which reads Markdown, they become blocks of code. */
function showFormulas(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) {
      for (const part of comment?.summary ?? []) {
        if (part.kind !== 'text') continue;
        part.text = part.text.replace(formula, (_, lines) => `\n\n\`\`\`text\n${lines.trimEnd()}\n\`\`\`\n`);
      }
    }
  });
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'genlabel',
  entryPoints: ['index.ts', 'study/index.ts', 'tensorflow/operations.ts', 'train/images/index.ts'],
  tsconfig: 'tsconfig.json',
  out: 'api',
  readme: '../README.md',
  // No public address is known: from a page, which lies two folders deep in lib, to the source beside it.
  disableGit: true,
  basePath: '.',
  sourceLinkTemplate: '../../{path}',
  plugin: [groupByRoom, nameParameters, requireOwnComments, showDeviations, showFormulas],
  sort: ['kind', 'alphabetical'],
  kindSortOrder: ['Namespace', 'Function', 'Variable', 'Class', 'Interface', 'TypeAlias'],
  groupOrder: ['Namespaces', 'Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases'],
  navigation: { includeGroups: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  intentionallyNotExported: [
    // Lists from which a type takes its names, and options that a face renames.
    'backendNames',
    'comparedMethods',
    'cutmixMethods',
    'scalings',
    'accuracyTables',
    'genlabel/report/power-notes.ts:Samples',
    'genlabel/study/genmix/table-15.ts:Coverage_',
    'genlabel/study/robustness/robust-readings.ts:SplitQuestion',
    'genlabel/study/run.ts:WithRegistry',
    'genlabel/runtime/collect.ts:CollectOptions',
    'genlabel/runtime/verify.ts:VerifyOptions',
    // Types behind one option or field of `genlabel`, which few callers name.
    'AdamSpecification',
    'Diagnosis',
    'LatentDensities',
    'PreparedColumn',
    'SgdSpecification',
    'Standardiser',
    'Workspace',
  ],
  requiredToBeDocumented: ['Namespace', 'Function', 'Class', 'Interface', 'TypeAlias', 'Variable'],
};
