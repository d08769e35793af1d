import { dirname, resolve } from 'node:path';
import { formatPath, type MistakeList, type Path } from './mistakes.ts';
import type { YamlSource } from './yaml-source.ts';

/** Where `${…}` in a site file gets its text from. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a text file; throws when that is impossible. */
  readText(path: string): string;
}

/** A file's value with every `${…}` replaced. */
export interface Substituted {
  readonly value: unknown;
  /** Paths whose text came from outside and so may be a secret: never shown in a message. */
  readonly hidden: ReadonlySet<string>;
}

/** `$${` stands for a plain `${`. */
const REFERENCE = /\$\$\{|\$\{[^{}]*\}?/g;
const VARIABLE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?\}$/s;
const SECRET_FILE = /^\$\{file:(.+)\}$/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * Replaces `${VAR}`, `${VAR:-default}` and `${file:/run/secrets/x}` in every text of the file.
 * A text that is nothing but one unquoted reference becomes a number or boolean if it looks like one.
 */
export function substitute(source: YamlSource, around: Surroundings, mistakes: MistakeList): Substituted {
  return new Substitution(source, around, mistakes).run();
}

class Substitution {
  private readonly hidden = new Set<string>();
  private readonly source: YamlSource;
  private readonly around: Surroundings;
  private readonly mistakes: MistakeList;

  constructor(source: YamlSource, around: Surroundings, mistakes: MistakeList) {
    this.source = source;
    this.around = around;
    this.mistakes = mistakes;
  }

  run(): Substituted {
    return { value: this.replace(this.source.value, []), hidden: this.hidden };
  }

  private replace(value: unknown, path: Path): unknown {
    if (typeof value === 'string') return value.includes('${') ? this.replaceText(value, path) : value;
    if (Array.isArray(value)) return value.map((item, index) => this.replace(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.replace(item, [...path, key])]));
  }

  private replaceText(text: string, path: Path): unknown {
    const replaced = text.replaceAll(REFERENCE, (found) => (found === '$${' ? '${' : this.lookUp(found, path)));
    const isOneReference = VARIABLE.test(text) || SECRET_FILE.test(text);
    return isOneReference && !this.source.isQuoted(path) ? plainScalar(replaced) : replaced;
  }

  private lookUp(reference: string, path: Path): string {
    this.hidden.add(formatPath(path));
    const file = SECRET_FILE.exec(reference)?.[1];
    if (file !== undefined) return this.readSecret(resolve(dirname(this.source.file), file), path);
    const [, name, fallback] = VARIABLE.exec(reference) ?? [];
    if (name === undefined) {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written in the file
      const allowed = '${NAME}, ${NAME:-default} or ${file:/path}';
      this.mistakes.add(this.source.locate(path, 'value'), `${reference} is not a reference`, { allowed });
      return '';
    }
    const text = this.around.env[name] || fallback;
    if (text === undefined)
      this.mistakes.add(this.source.locate(path, 'value'), `environment variable ${name} is not set`);
    return text ?? '';
  }

  private readSecret(file: string, path: Path): string {
    try {
      return this.around.readText(file).trimEnd();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.mistakes.add(this.source.locate(path, 'value'), `secret file ${file} cannot be read: ${reason}`);
      return '';
    }
  }
}

function plainScalar(text: string): unknown {
  if (NUMBER.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}
