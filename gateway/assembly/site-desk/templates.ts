import { renderFlow } from '../../config/edit/render-yaml.ts';
import type { LoadOptions } from '../../config/load.ts';
import { MistakeList } from '../../config/mistakes.ts';
import type { LoadedTemplate } from '../../config/read-template.ts';
import { TemplateLibrary } from '../../config/template-library.ts';
import type { Template, TemplatePoint } from '../../config/template-schema.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { TemplateDetail, TemplateSummary } from '../../ports/site-desk.ts';
import { settingForms } from './setting-forms.ts';

const NOWHERE = { file: '', line: 1, column: 1, path: '' };
const LONGEST_ADDRESS = 120;

/** Every product there is a template of, by its name; those with mistakes are left out. */
export function listTemplates(options: LoadOptions): readonly TemplateSummary[] {
  const library = new TemplateLibrary(options, new MistakeList());
  const names = options
    .listFiles(options.equipmentFolder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length));
  return names.sort().flatMap((name) => {
    const found = library.find(name, NOWHERE);
    return found ? [summaryOf(found.template)] : [];
  });
}

export function findTemplate(options: LoadOptions, name: string): LoadedTemplate | undefined {
  return new TemplateLibrary(options, new MistakeList()).find(name, NOWHERE);
}

/** One product with all that has to be known to add it. */
export function templateDetail(options: LoadOptions, name: string): Outcome<TemplateDetail> {
  const template = findTemplate(options, name)?.template;
  const driver = options.drivers.find(({ kind }) => kind === template?.driver);
  if (template === undefined || driver === undefined) return refused('RESOURCE_NOT_FOUND');
  const { parameters, points, alarms, sources } = template;
  return done({
    ...summaryOf(template),
    sources,
    parameters: Object.entries(parameters).map(([key, { title, unit, default: fallback }]) => {
      return { name: key, title, unit, fallback };
    }),
    pointList: points.map((point) => ({
      ...{ name: point.name, title: point.title, unit: point.unit, kind: point.kind, scan: point.scan },
      address: addressText(point),
    })),
    alarmList: alarms.map(({ name: alarm, title, priority, point }) => ({ name: alarm, title, priority, point })),
    connection: settingForms(driver.connectionSchema),
    device: settingForms(driver.deviceSchema),
  });
}

function summaryOf(template: Template): TemplateSummary {
  const { title, maker, model, class: own, system, driver, evidence, points, alarms } = template;
  return {
    ...{ template: template.template, title, maker, model, class: own, system, driver, evidence },
    ...{ points: points.length, alarms: alarms.length },
  };
}

function addressText({ address, expression }: TemplatePoint): string {
  const text = expression ?? renderFlow(JSON.parse(JSON.stringify(address ?? ''))).replaceAll(/^\{ | \}$/g, '');
  return text.length > LONGEST_ADDRESS ? `${text.slice(0, LONGEST_ADDRESS)}…` : text;
}
