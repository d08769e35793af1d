import { createInterface } from 'node:readline';
import { createRandom } from '../../simulators/model/random.ts';
import { answerRightly, framed, type Manner, ModbusSlave } from './modbus-slave.ts';
import type { SlaveLines } from './slave-process.ts';

const BITS_PER_CHARACTER = 11;
const QUESTION_CHARACTERS = 8;
const SILENCE_CHARACTERS = 3.5;

/** Answers no sooner than question and answer would have passed over a line of this speed. */
const atSpeed =
  (baudRate: number): Manner =>
  (exchange) => {
    const answer = framed(exchange);
    const characters = QUESTION_CHARACTERS + SILENCE_CHARACTERS + answer.length;
    exchange.send(answer, Math.round((characters * BITS_PER_CHARACTER * 1000) / baudRate));
  };

const mute: Manner = () => undefined;

const [port = '0', setup = '{"lines":[]}'] = process.argv.slice(2);
const { lines } = JSON.parse(setup) as SlaveLines;
const slaves = lines.map(({ framing, connection, units, baudRate }) => {
  const slave = new ModbusSlave({ framing, connection, units, random: createRandom(connection, 'slave process') });
  const usual = baudRate === undefined ? answerRightly : atSpeed(baudRate);
  slave.behave(units, usual);
  return { slave, units, usual };
});

function mutes(which: string, numbers: readonly number[]): void {
  slaves.forEach(({ slave, units, usual }, line) => {
    slave.behave(units, usual);
    if (which === 'lines' && numbers.includes(line)) slave.behave(units, mute);
    if (which === 'units' && line === 0) slave.behave(numbers, mute);
  });
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [, which = '', ...numbers] = line.trim().split(' ');
    mutes(which, numbers.map(Number));
    console.log('done');
  })
  // Whoever started us is gone.
  .on('close', () => process.exit(0));

await Promise.all(slaves.map(({ slave }, line) => slave.listen(Number(port) + line)));
console.log('ready');
