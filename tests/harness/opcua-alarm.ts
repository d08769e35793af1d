import type { UAVariable } from 'node-opcua-address-space-base';
import { DataType } from 'node-opcua-client';
import type { OPCUAServer } from 'node-opcua-server';

type Space = NonNullable<OPCUAServer['engine']['addressSpace']>;
type Namespace = ReturnType<Space['registerNamespace']>;

/** What this server says of every condition that is on. */
export const ALARM_SEVERITY = 150;

export interface AlarmSetup {
  readonly condition: string;
}

/** A condition that is on while its input is not normal. */
export interface TestAlarm {
  raise(): void;
  clear(): void;
  /** As a person at the server's own screen would. */
  acknowledge(): void;
}

/** A source of events at the string node id `source`, and a condition about it. */
export function addAlarm(space: Space, namespace: Namespace, source: string, setup: AlarmSetup): TestAlarm {
  const { server } = space.rootFolder.objects;
  const place = namespace.addObject({
    nodeId: `s=${source}`,
    browseName: source,
    organizedBy: space.rootFolder.objects,
    eventSourceOf: server,
  });
  const input = addBoolean(namespace, `${source}.Input`, false);
  const normal = addBoolean(namespace, `${source}.Normal`, false);
  const alarm = namespace.instantiateOffNormalAlarm({
    browseName: setup.condition,
    conditionName: setup.condition,
    componentOf: place,
    conditionSource: place,
    inputNode: input,
    normalState: normal,
  });
  alarm.setEnabledState(true);
  const put = (value: boolean): void => void input.setValueFromSource({ dataType: DataType.Boolean, value });
  return {
    raise: () => put(true),
    clear: () => put(false),
    acknowledge: () => {
      for (const branch of [alarm.currentBranch(), ...alarm.getBranches()]) {
        if (!branch.getAckedState()) alarm.acknowledgeAndAutoConfirmBranch(branch, 'seen');
      }
    },
  };
}

const addBoolean = (namespace: Namespace, id: string, value: boolean): UAVariable =>
  namespace.addVariable({
    nodeId: `s=${id}`,
    browseName: id,
    dataType: 'Boolean',
    value: { dataType: DataType.Boolean, value },
  });
