import { join } from 'node:path';
import type { MistakeList, Place } from './mistakes.ts';
import { type LoadedTemplate, readTemplate, type TemplateNames } from './read-template.ts';

/** How templates are found. */
export interface TemplateFiles extends TemplateNames {
  readonly equipmentFolder: string;
  readText(path: string): string;
  listFiles(folder: string): readonly string[];
}

/** Reads each template once, when the first piece of equipment asks for it; those nobody uses are not read. */
export class TemplateLibrary {
  private readonly loaded = new Map<string, LoadedTemplate | undefined>();
  private readonly files: TemplateFiles;
  private readonly mistakes: MistakeList;
  private names: readonly string[] | undefined;

  constructor(files: TemplateFiles, mistakes: MistakeList) {
    this.files = files;
    this.mistakes = mistakes;
  }

  /** The template, or nothing after adding why not (an unknown name at `askedAt`, the rest in the template's file). */
  find(name: string, askedAt: Place): LoadedTemplate | undefined {
    if (!this.known().includes(name)) {
      this.mistakes.addUnknown(askedAt, 'template', name, this.known());
      return undefined;
    }
    if (!this.loaded.has(name)) this.loaded.set(name, this.read(name));
    return this.loaded.get(name);
  }

  private known(): readonly string[] {
    this.names ??= this.files
      .listFiles(this.files.equipmentFolder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length))
      .sort();
    return this.names;
  }

  private read(name: string): LoadedTemplate | undefined {
    const file = join(this.files.equipmentFolder, `${name}.yaml`);
    try {
      return readTemplate(file, this.files.readText(file), this.files, this.mistakes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.mistakes.add({ file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
      return undefined;
    }
  }
}
