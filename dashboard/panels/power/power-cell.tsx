import { memo, type ReactElement, type ReactNode } from 'react';
import type { EquipmentState } from '../../../gateway/contract/resources.ts';
import type { Energised } from '../../../gateway/domain/topology.ts';
import { usePlant } from '../../data/hooks/use-site.ts';
import { namesItself } from '../../format/join-name.ts';
import { useWords } from '../../i18n/use-words.ts';
import { AlarmMark } from '../display/alarm-mark.tsx';
import { DisplayBox } from '../display/display-box.tsx';
import { DisplayItem } from '../display/display-item.tsx';
import { DisplayValue } from '../display/display-value.tsx';
import { BreakerMark, GeneratorMark, MeterMark, TransferMark, TransformerMark } from '../display/electric-symbols.tsx';
import { usePlates } from '../display/plates.ts';
import { useEngine } from '../display/use-engine.ts';
import { energisedWord } from './energised-word.ts';
import { LoadBar } from './load-bar.tsx';
import css from './power.module.css';
import { breakerState, transferPosition } from './read-power.ts';
import type { DrawnItem } from './single-line.ts';
import { useOwnPower } from './use-power.ts';

export interface PowerCellProps {
  readonly item: DrawnItem;
  readonly equipment: EquipmentState;
  /** How the line behind it lives; undefined where it has no place of its own. */
  readonly state: Energised | undefined;
}

/** One machine of the single-line diagram: its sign in the line, beside it name, state and figures. */
export const PowerCell = memo(function PowerCell(props: PowerCellProps): ReactElement {
  switch (props.equipment.class) {
    case 'breaker':
      return <BreakerCell {...props} />;
    case 'ats':
      return <TransferCell {...props} />;
    case 'genset':
      return <GensetCell {...props} />;
    case 'transformer':
      return <PlainCell {...props} mark={<TransformerMark x={props.item.symbol[0]} y={props.item.symbol[1]} />} />;
    default:
      return <PlainCell {...props} mark={<MeterMark x={props.item.symbol[0]} y={props.item.symbol[1]} />} />;
  }
});

function BreakerCell(props: PowerCellProps): ReactElement {
  const [x, y] = props.item.symbol;
  const state = useOwnPower(props.equipment.id, breakerState);
  const { t } = useWords();
  return (
    <Cell {...props} word={t(`state.${state}`)} mark={<BreakerMark x={x} y={y} state={state} />}>
      {props.item.role === 'tie' && <Figures equipment={props.equipment} parts={props.item.parts} />}
    </Cell>
  );
}

function TransferCell(props: PowerCellProps): ReactElement {
  const [x, y] = props.item.symbol;
  const position = useOwnPower(props.equipment.id, transferPosition);
  const { t } = useWords();
  return (
    <Cell {...props} word={t(`power.transfer.${position}`)} mark={<TransferMark x={x} y={y} position={position} />}>
      {props.state && <p>{energisedWord(props.state, t)}</p>}
    </Cell>
  );
}

function GensetCell(props: PowerCellProps): ReactElement {
  const [x, y] = props.item.symbol;
  const state = useEngine(props.equipment.id);
  const { t } = useWords();
  return (
    <Cell {...props} word={t(`state.${state}`)} mark={<GeneratorMark x={x} y={y} state={state} />}>
      {state !== 'stopped' && <Figures equipment={props.equipment} parts={[]} />}
    </Cell>
  );
}

function PlainCell({ mark, ...props }: PowerCellProps & { readonly mark: ReactNode }): ReactElement {
  const { role, parts } = props.item;
  return (
    <Cell {...props} mark={mark}>
      <Figures equipment={props.equipment} parts={parts} short={role === 'feeder'} />
      {role !== 'apart' && <LoadBar equipment={props.equipment.id} />}
    </Cell>
  );
}

interface CellProps extends PowerCellProps {
  readonly mark: ReactNode;
  /** How it stands, in a word. */
  readonly word?: string;
  readonly children?: ReactNode;
}

function Cell({ item, equipment, state, mark, word, children }: CellProps): ReactElement {
  const { open, show } = usePlates();
  const { t, text } = useWords();
  const name = text(equipment.name);
  const said = [name, word, state && energisedWord(state, t)].filter((part) => part !== undefined).join(', ');
  return (
    <DisplayItem place={item} name={said} onOpen={show} isOpen={open.includes(equipment.id)}>
      {mark}
      <DisplayBox {...item.words}>
        <div className={css.head}>
          <p className={css.name}>
            {!namesItself(equipment.id, name) && <span className={css.id}>{equipment.id} </span>}
            {name}
          </p>
          <AlarmMark equipment={equipment.id} />
        </div>
        {word !== undefined && <p className={css.word}>{word}</p>}
        {children}
      </DisplayBox>
    </DisplayItem>
  );
}

/** What stands for a line, best first. */
const POWERS = ['p_total', 's_total'] as const;
const CURRENTS = ['i_a', 'i_avg', 'i_max'] as const;

interface FiguresProps {
  readonly equipment: EquipmentState;
  readonly parts: readonly string[];
  /** Only the power: there are many of it. */
  readonly short?: boolean;
}

/** Power and current of a line, by its own meter or by one that is drawn with it. */
function Figures({ equipment, parts, short = false }: FiguresProps): ReactElement {
  const { pointByTag } = usePlant();
  const tagOf = (names: readonly string[]): string | undefined =>
    [equipment.id, ...parts].flatMap((id) => names.map((name) => `${id}.${name}`)).find((tag) => pointByTag.has(tag));
  const power = tagOf(POWERS);
  const tags = [power, short && power ? undefined : tagOf(CURRENTS)].filter((tag) => tag !== undefined);
  return (
    <>
      {tags.map((tag) => (
        <p key={tag}>
          <DisplayValue tag={tag} />
        </p>
      ))}
    </>
  );
}
