import type {DeviceReading, MinerCard} from '../../../miner/observe/device-reading.ts';
import {formatBytes} from '../../../ui/draw/format.ts';
import {joinFitting} from '../words.ts';

/** Describe a card beyond its memory and load, as far as it fits. */
export function describeCard(
	{modelBytes, temperature, power, powerLimit}: DeviceReading,
	{width, degrees}: {readonly width: number; readonly degrees: string},
): string {
	const limit = powerLimit === null ? '' : ` of ${Math.round(powerLimit)}`;
	const facts = [
		...(modelBytes === null ? [] : [`model ${formatBytes(modelBytes)}`]),
		...(temperature === null ? [] : [`${Math.round(temperature)} ${degrees}`]),
		...(power === null ? [] : [`${Math.round(power)}${limit} W`]),
	];
	return joinFitting(facts, width);
}

/** Describe how much memory is used of the total; a shared unit is written once. */
export function describeMemory({memoryUsed, memoryTotal}: Memory): string | undefined {
	if (isUnknown(memoryUsed)) {
		return undefined;
	}

	const used = formatBytes(memoryUsed);
	if (isUnknown(memoryTotal)) {
		return used;
	}

	const [amount, unit] = used.split(' ', 2);
	const total = formatBytes(memoryTotal);
	return total.endsWith(` ${unit}`) ? `${amount} of ${total}` : `${used} of ${total}`;
}

/** Describe the memory of the model. Servers do not say what theirs uses. */
export const describeModelMemory = (bytes: DeviceReading['modelBytes']): string =>
	bytes === null ? 'model memory not known' : `model memory ${formatBytes(bytes)}`;

/** Get the share of memory used, from 0 to 1. */
export const getMemoryShare = ({memoryUsed, memoryTotal}: Memory): number | undefined =>
	memoryTotal === 0 || isUnknown(memoryUsed) || isUnknown(memoryTotal)
		? undefined
		: memoryUsed / memoryTotal;

type Memory = Pick<DeviceReading | MinerCard, 'memoryUsed' | 'memoryTotal'>;

const isUnknown = (value: Memory['memoryUsed']) => value === null || value === undefined;

export type FactsOptions = {
	readonly width: number;
	/** The unit of temperature, in the terminal's characters. */
	readonly degrees: string;
	/** Whether only what changes is told. @default false */
	readonly isShort?: boolean;
};

/** Describe a card's temperature, power, clock and what slows it, as far as it fits. */
export function describeFacts(
	card: MinerCard,
	{width, degrees, isShort = false}: FactsOptions,
): string {
	const {temperature, power, powerLimit, powerDefault, clock, fan, throttles} = card;
	const limit = powerLimit === undefined ? '' : ` of ${Math.round(powerLimit)}`;
	const standard =
		isShort || powerDefault === undefined || powerDefault === powerLimit
			? ''
			: ` (default ${Math.round(powerDefault)})`;
	// Its own power limit at work is no news beside the power itself.
	const told = throttles.filter(throttle => !isShort || throttle !== 'power');
	const slow = told.map(throttle => throttleWords[throttle]).join(' and ');
	const facts = [
		temperature === undefined ? undefined : `${Math.round(temperature)} ${degrees}`,
		slow === '' ? undefined : slow,
		power === undefined ? undefined : `${Math.round(power)}${limit} W${standard}`,
		clock === undefined ? undefined : `${Math.round(clock)} MHz`,
		fan === undefined ? undefined : `fan ${Math.round(fan * 100)} %`,
	];
	return joinFitting(
		facts.filter(fact => fact !== undefined),
		width,
	);
}

const throttleWords: Readonly<Record<MinerCard['throttles'][number], string>> = {
	power: 'at its limit',
	heat: 'slowed by heat',
	'power-brake': 'slowed by the power brake',
	hardware: 'slowed by its hardware',
};

/** Describe who uses a card's memory. */
export function describeProcesses(
	{processes, ownMemory, isUsed, memoryUsed}: MinerCard,
	format: (bytes: number) => string,
): string {
	if (processes.length === 0) {
		return memoryUsed === undefined ? 'processes unknown' : 'no process named by the driver';
	}

	const own = ownMemory === undefined ? undefined : `this miner ${format(ownMemory)}`;
	const all = processes.reduce((sum, {memory = 0}) => sum + memory, 0);
	const others = processes.length - (ownMemory === undefined ? 0 : 1);
	const rest =
		others > 0
			? `${others} ${isUsed ? 'other ' : ''}process${others === 1 ? '' : 'es'} ${format(all - (ownMemory ?? 0))}`
			: undefined;
	return [own, rest].filter(part => part !== undefined).join(', ');
}
