import { defineCommand } from '../command.ts';
import { CONFIG } from '../common-options.ts';
import { run as runGateway } from '../run.ts';

export const run = defineCommand({
  name: 'run',
  summary: 'run the gateway (what happens without a command)',
  options: {
    config: CONFIG,
    simulated: { type: 'boolean', help: 'start the simulated building too' },
    seed: {
      type: 'string',
      value: 'N',
      help: 'of the simulated building: the same seed, the same building',
      default: '1',
    },
    watch: { type: 'boolean', help: 'take up changes of the site file at once; SIGHUP does so in any case' },
    speed: { type: 'string', value: 'N', help: 'of the simulated building: times real time', default: '1' },
  },
  run: (given, { env }) => runGateway(given, env),
});
