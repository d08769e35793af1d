import { attachDocument } from '../../gateway/domain/duty/equipment/equipment-card-steps.ts';
import type { Site } from '../../gateway/domain/site.ts';
import type { EquipmentRegister } from '../../gateway/ports/equipment-register.ts';
import { registerBench } from './register-bench.ts';

const MANUAL = { kind: 'manual', title: 'Manual', sha256: null, url: 'https://docs.example/p1' } as const;

/** The register of a site in memory: a card for every machine, and a paper on the first. */
export async function fakeRegister(site: Site): Promise<EquipmentRegister> {
  const { engine } = registerBench(site);
  await engine.tick();
  await engine.register.change(
    1,
    { actor: 'engineer', via: 'screen' },
    {
      expectedVersion: undefined,
      decide: (card, deed) => attachDocument(card, MANUAL, deed),
    },
  );
  return engine.register;
}
