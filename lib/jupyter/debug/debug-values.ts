import type { Content } from '../wire';

/** A value as V8's inspector describes it. */
export interface RemoteObject {
  readonly type: string;
  readonly subtype?: string;
  readonly className?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly description?: string;
  readonly objectId?: string;
}

interface Property {
  readonly name: string;
  readonly value?: RemoteObject;
  readonly enumerable?: boolean;
}

type Call = (method: string, params?: Content) => Promise<Content>;

/** Numbers by which a front end asks for the parts of a value, valid until the program goes on. */
export class DebugValues {
  readonly #call: Call;
  readonly #ids = new Map<number, string>();
  #next = 1;

  constructor(call: Call) {
    this.#call = call;
  }

  clear(): void {
    this.#ids.clear();
  }

  /** The number of an object; 0 for what has no parts. */
  reference({ objectId }: RemoteObject): number {
    if (objectId === undefined) return 0;
    this.#ids.set(this.#next, objectId);
    return this.#next++;
  }

  describe(object: RemoteObject): Content {
    const { type, subtype, className, value, unserializableValue, description } = object;
    const text =
      unserializableValue ?? (type === 'string' ? JSON.stringify(value) : (description ?? String(value)));
    return { value: text, type: className ?? subtype ?? type, variablesReference: this.reference(object) };
  }

  /** The variables of a scope, or the parts of a value. */
  async variables(reference: number): Promise<Content[]> {
    const objectId = this.#ids.get(reference);
    if (objectId === undefined) return [];
    const { result } = await this.#call('Runtime.getProperties', {
      objectId,
      ownProperties: true,
      generatePreview: false,
    });
    return (result as Property[])
      .filter(({ value, name }) => value !== undefined && !/^(__alive|tsLastExpr)/.test(name))
      .map(({ name, value }) => ({ name, evaluateName: name, ...this.describe(value as RemoteObject) }));
  }
}
