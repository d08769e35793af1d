import type { EnergyReport } from '../domain/energy.ts';

export interface EnergyService {
  report(period: EnergyReport['period'], now: number): Promise<EnergyReport>;
}
