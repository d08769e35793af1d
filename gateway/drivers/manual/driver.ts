import { durationMs } from '../../domain/duration.ts';
import type { DriverDefinition } from '../../ports/driver.ts';
import { ManualLink } from './link.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type ManualAddress,
  type ManualConnection,
  type ManualDevice,
  templateSchema,
} from './schemas.ts';

/** Points that nobody polls: meters read by hand, and the imported past. */
export const manualDriver: DriverDefinition<ManualConnection, ManualDevice, ManualAddress> = {
  kind: 'manual',
  title: { en: 'Read by hand or imported', zh: '人工抄表或导入' },
  connectionSchema,
  deviceSchema,
  addressSchema,
  templateSchema,
  isUnpolled: true,
  periodMs: ({ every }) => durationMs(every),
  create: (context) => new ManualLink(context),
};
