import type { Site } from '../domain/site.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import { type PlannedConnection, type PlannedRequest, planOf } from './site-plan.ts';

/** What would be asked of every device and how busy each line would be, as text for people. Opens nothing. */
export function planText(site: Site, drivers: readonly DriverDefinition[]): string {
  return planOf(site, drivers).map(connectionText).join('\n\n');
}

function connectionText({ id, driver, endpoint, devices, line, subscribed }: PlannedConnection): string {
  const asked = devices.flatMap((device) => [`  ${device.id}`, ...device.requests.map(requestLine)]);
  const load = line ? [`  ${line.text}`] : [];
  return [`${id}  ${driver}  ${endpoint}`, ...asked, ...load, ...subscribed.map((text) => `  ${text}`)].join('\n');
}

function requestLine({ description, tags, periodMs, estimateMs }: PlannedRequest): string {
  const period = `every ${seconds(periodMs)}`;
  return `    ${description.padEnd(32)} ${String(tags.length).padStart(3)} points  ${period.padEnd(12)} about ${estimateMs.toFixed(1)} ms`;
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);
