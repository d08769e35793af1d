import type { Equipment } from '../../domain/equipment.ts';
import type { Site } from '../../domain/site.ts';
import type { LogEntry } from './sheets-schema.ts';

/** A sheet that the equipment of the site asks for. */
type DefaultLog = Pick<LogEntry, 'id' | 'form' | 'subject' | 'roles'>;

/**
 * The sheets of a site that names none: a distribution room wherever a meter is fed by a transformer, a sheet per transformer
 * with winding temperatures and per chiller, the weekly check of each generator, and a pump room wherever water is pumped.
 */
export function defaultLogs(site: Site): readonly DefaultLog[] {
  const plant = new Plant(site);
  return [
    ...plant.areas('meter', (one) => plant.isIncomer(one)).map((area) => plant.distributionRoom(area)),
    ...plant.of('transformer').flatMap((one) => (plant.has(one, 'winding_a') ? [plant.transformer(one)] : [])),
    ...plant.of('chiller').map((one) => plant.chiller(one)),
    ...plant.of('genset').map((one) => log('generator-check', one.id, { room: plant.rooms(one.area) })),
    ...plant.areas('pump', ({ system }) => system === 'water').map((area) => plant.pumpRoom(area)),
  ];
}

const log = (form: string, subject: string, roles: DefaultLog['roles']): DefaultLog => ({
  ...{ id: `${form.replace(/-log$/, '')}-${subject}`.slice(0, 40), form, subject, roles },
});

/** What stands where, and what feeds what. */
class Plant {
  private readonly site: Site;
  private readonly byId: ReadonlyMap<string, Equipment>;
  private readonly tags: ReadonlySet<string>;

  constructor(site: Site) {
    this.site = site;
    this.byId = new Map(site.equipment.map((one) => [one.id, one]));
    this.tags = new Set(site.points.map(({ tag }) => tag));
  }

  of(wanted: Equipment['class']): Equipment[] {
    return this.site.equipment.filter((one) => one.class === wanted);
  }

  has({ id }: Equipment, point: string): boolean {
    return this.tags.has(`${id}.${point}`);
  }

  areas(wanted: Equipment['class'], fits: (one: Equipment) => boolean): string[] {
    return [
      ...new Set(
        this.of(wanted)
          .filter(fits)
          .map(({ area }) => area),
      ),
    ];
  }

  /** Fed by a transformer, directly or through a breaker. */
  isIncomer(one: Equipment): boolean {
    const feeders = this.sources(one);
    return feeders.some(
      (source) => source.class === 'transformer' || (source.class === 'breaker' && this.isIncomer(source)),
    );
  }

  distributionRoom(area: string): DefaultLog {
    const meters = this.of('meter').filter((one) => one.area === area && one.system === 'power');
    const incomers = meters.filter((one) => this.isIncomer(one));
    return log('distribution-room-log', area, {
      'lv-incomer': incomers.map(({ id }) => id),
      'lv-feeder': meters.filter((one) => !incomers.includes(one)).map(({ id }) => id),
      room: this.rooms(area),
    });
  }

  transformer(one: Equipment): DefaultLog {
    return log('transformer-log', one.id, { room: this.rooms(one.area) });
  }

  chiller(one: Equipment): DefaultLog {
    const beside = (wanted: Equipment['class'], name: RegExp): string[] =>
      this.of(wanted)
        .filter(({ id, system }) => system === one.system && name.test(id))
        .map(({ id }) => id);
    return log('chiller-log', one.id, {
      meter: this.sources(one)
        .filter((source) => source.class === 'meter')
        .map(({ id }) => id),
      'chw-pump': beside('pump', /^CHWP/i),
      'cw-pump': beside('pump', /^CWP/i),
      tower: beside('fan', /^CT/i),
    });
  }

  pumpRoom(area: string): DefaultLog {
    const here = (wanted: Equipment['class']): string[] =>
      this.of(wanted)
        .filter((one) => one.area === area && one.system !== 'chillers')
        .map(({ id }) => id);
    return log('pump-room-log', area, {
      ...{ pump: here('pump'), tank: here('tank'), sump: here('sump'), leak: here('leak_sensor') },
      room: this.rooms(area),
    });
  }

  rooms(area: string): string[] {
    return this.of('room_sensor')
      .filter((one) => one.area === area)
      .map(({ id }) => id);
  }

  private sources({ poweredBy }: Equipment): Equipment[] {
    return poweredBy.flatMap((id) => this.byId.get(id) ?? []);
  }
}
