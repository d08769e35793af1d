import { isDeepStrictEqual } from 'node:util';
import type { LoadedSite } from '../config/load.ts';
import { differenceOf, movesOf, type SiteDifference } from '../config/site-difference.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { Site } from '../domain/site.ts';
import type { HistorianSettings } from '../historian/settings.ts';
import { StopStack } from '../observability/stop-stack.ts';
import type { ReadingGate } from '../pipeline/reading-gate.ts';
import type { Historian } from '../ports/historian.ts';
import { DeviceNews } from './device-news.ts';
import {
  type Foundation,
  historianSettings,
  type SiteRuntime,
  startHistorian,
  startSiteRuntime,
} from './site-runtime.ts';

/** The historian outlives a change of the site that does not concern it. */
interface RunningHistorian {
  readonly settings: HistorianSettings;
  readonly service: Historian;
}

interface RunningSite {
  readonly loaded: LoadedSite;
  readonly runtime: SiteRuntime;
  readonly stops: StopStack;
}

/** Runs one version of the site behind the field, and goes over to another without disturbing what did not change. */
export class SiteHost {
  private readonly foundation: Foundation;
  private readonly gate: ReadingGate;
  private readonly news: DeviceNews;
  private historian: RunningHistorian | undefined;
  private running: RunningSite | undefined;
  private listening: { readonly asked: LoadedSite['http']; readonly port: number } | undefined;
  private changing: Promise<unknown> = Promise.resolve();

  constructor(foundation: Foundation, gate: ReadingGate) {
    this.foundation = foundation;
    this.gate = gate;
    this.news = new DeviceNews();
    foundation.acquisition.onDeviceLost((device, isLost, at) => this.news.tell(device, isLost, at));
  }

  get url(): string {
    return this.current.runtime.url;
  }

  private get current(): RunningSite {
    if (!this.running) throw new PlantroomError('INTERNAL', 'no site is running');
    return this.running;
  }

  /** The version that runs. */
  get loaded(): LoadedSite {
    return this.current.loaded;
  }

  /** Whether every driver would take its part of a version; throws CONFIG_INVALID, and changes nothing. */
  tryOut(next: LoadedSite): void {
    const { kept } = differenceOf(this.loaded.site, next.site);
    this.foundation.acquisition.prepare(next.site, new Set(kept));
  }

  /** The first version; fields are not started yet. */
  async start(loaded: LoadedSite): Promise<void> {
    await this.run(loaded);
    this.open(new Map());
  }

  /** One after the other; see App.reload. */
  reload(loaded: LoadedSite): Promise<SiteDifference> {
    const change = this.changing.then(() => this.goOver(loaded));
    this.changing = change.catch(() => undefined);
    return change;
  }

  async stop(): Promise<void> {
    await this.changing;
    await this.halt();
    await this.endHistorian();
  }

  private async goOver(next: LoadedSite): Promise<SiteDifference> {
    const former = this.current.loaded;
    const difference = differenceOf(former.site, next.site);
    // Whatever a driver refuses, it refuses here, while everything still runs.
    const change = this.foundation.acquisition.prepare(next.site, new Set(difference.kept));
    this.shut();
    await this.halt();
    try {
      await this.run(next);
    } catch (cause) {
      await this.run(former);
      this.open(new Map(former.site.points.map(({ index }) => [index, index])));
      throw cause;
    }
    const moves = movesOf(former.site, next.site, difference);
    change.renumber(moves);
    this.foundation.texts.renumber(moves);
    this.open(moves);
    await change.apply();
    return difference;
  }

  private async run(loaded: LoadedSite): Promise<void> {
    const { clock, logger } = this.foundation;
    const stops = new StopStack(clock, logger);
    try {
      const historian = await this.historianFor(loaded);
      const http = this.knownPort(loaded.http);
      const runtime = await startSiteRuntime(this.foundation, { ...loaded, http }, historian, stops);
      this.listening = { asked: loaded.http, port: Number(new URL(runtime.url).port) };
      this.running = { loaded, runtime, stops };
    } catch (cause) {
      await stops.drain();
      throw cause;
    }
  }

  private async historianFor(loaded: LoadedSite): Promise<Historian> {
    const settings = historianSettings(loaded, this.foundation);
    if (this.historian && isDeepStrictEqual(this.historian.settings, settings)) return this.historian.service;
    await this.endHistorian();
    const service = await startHistorian(settings, this.foundation);
    this.historian = { settings, service };
    return service;
  }

  private async endHistorian(): Promise<void> {
    const { historian } = this;
    this.historian = undefined;
    await historian?.service.close();
  }

  private open(moves: ReadonlyMap<number, number>): void {
    const { loaded, runtime } = this.current;
    this.news.open((device, isLost, at) => runtime.alarms.onDevice(device, isLost, at), deviceIds(loaded.site));
    this.gate.open(runtime.onReadings, loaded.site.points.length, moves);
  }

  private shut(): void {
    this.gate.shut();
    this.news.shut();
  }

  private async halt(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    await running?.stops.drain();
  }

  /** The port that was found free stays: browsers come back to it. */
  private knownPort(asked: LoadedSite['http']): LoadedSite['http'] {
    const { listening } = this;
    const isSame = listening && listening.asked.host === asked.host && listening.asked.port === asked.port;
    return isSame ? { ...asked, port: listening.port } : asked;
  }
}

const deviceIds = ({ connections }: Site): ReadonlySet<string> =>
  new Set(connections.flatMap(({ devices }) => devices.map((device) => device.id)));
