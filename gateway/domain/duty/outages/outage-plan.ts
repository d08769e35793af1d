/** How planned outages are told at a site. */
export interface OutagePlan {
  /** Users are told so long ahead at least. */
  readonly noticeMs: number;
  /** The duty is reminded so long before it begins. */
  readonly remindMs: number;
  /** Of the notice: who to ask. */
  readonly contact: string;
  /** Machines whose supply is measured. */
  readonly supply: readonly SupplyPoint[];
}

/** How telemetry tells that a machine is without supply. */
export interface SupplyPoint {
  readonly equipment: string;
  readonly index: number;
  /** Dead below this. */
  readonly deadBelow: number;
}
