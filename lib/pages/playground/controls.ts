import {
  dataNames,
  hashOfSetting,
  type MethodName,
  methodNames,
  numberNames,
  type Setting,
  settingFromHash,
  within,
} from './setting';

/** The form of the playground. */
export interface Controls {
  setting(): Setting;
  /** Shows a setting in the form and in the address. */
  set(setting: Setting): void;
}

/** Milliseconds for which a slider rests before the address follows: browsers refuse addresses that change too often. */
const addressDelay = 150;

/** Reads the form into a setting and the address, and the address into the form; tells of every change. */
export function controlsOf(page: Document, window: Window, changed: (setting: Setting) => void): Controls {
  const form = page.querySelector('#controls') as HTMLFormElement;
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  const boxes = () => [...form.querySelectorAll<HTMLInputElement>('input[name="methods"]')];
  let points = '';
  const read = (): Setting => {
    const numbers = Object.fromEntries(
      numberNames.map((name) => [name, within(name, Number(field(name).value))]),
    );
    const methods = boxes().flatMap((box) => (box.checked ? [box.value as MethodName] : []));
    return {
      ...(numbers as Pick<Setting, (typeof numberNames)[number]>),
      data: dataNames.find((name) => name === field('data').value) ?? dataNames[0],
      methods: methodNames.filter((name) => methods.includes(name)),
      points,
    };
  };
  const show = (setting: Setting) => {
    points = setting.points;
    field('data').value = setting.data;
    for (const name of numberNames) field(name).value = String(setting[name]);
    for (const box of boxes()) box.checked = setting.methods.includes(box.value as MethodName);
    outputs();
  };
  const outputs = () => {
    for (const name of numberNames) {
      const output = form.querySelector(`output[for="${name}"]`);
      if (output) output.textContent = field(name).value;
    }
  };
  let kept = 0;
  const keep = (setting: Setting) => {
    window.clearTimeout(kept);
    const write = () => window.history.replaceState(null, '', hashOfSetting(setting) || '#');
    kept = window.setTimeout(write, addressDelay);
  };
  form.addEventListener('input', (event) => {
    // One method at least: the last box stays.
    const box = event.target as HTMLInputElement;
    if (box.name === 'methods' && !boxes().some(({ checked }) => checked)) box.checked = true;
    outputs();
    const setting = read();
    keep(setting);
    changed(setting);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', () => {
    window.clearTimeout(kept);
    const setting = settingFromHash(window.location.hash);
    show(setting);
    changed(setting);
  });
  show(settingFromHash(window.location.hash));
  return {
    setting: read,
    set(setting) {
      show(setting);
      keep(setting);
    },
  };
}
