import type {DeviceReading} from '../../miner/device-watch.ts';
import {formatBytes} from '../../ui/format.ts';
import {joinFitting} from './words.ts';

/** Say what a card does besides memory and load, as far as there is room. */
export function describeCard(
	{modelBytes, temperature, power, powerLimit}: DeviceReading,
	{width, degrees}: {readonly width: number; readonly degrees: string},
): string {
	const limit = powerLimit === null ? '' : ` of ${Math.round(powerLimit)}`;
	const facts = [
		`model ${formatBytes(modelBytes)}`,
		...(temperature === null ? [] : [`${Math.round(temperature)} ${degrees}`]),
		...(power === null ? [] : [`${Math.round(power)}${limit} W`]),
	];
	return joinFitting(facts, width);
}

/** Say how much memory is used of how much; two amounts of one unit need it once. */
export function describeMemory({memoryUsed, memoryTotal}: DeviceReading): string | undefined {
	if (memoryUsed === null) {
		return undefined;
	}

	const used = formatBytes(memoryUsed);
	if (memoryTotal === null) {
		return used;
	}

	const [amount, unit] = used.split(' ', 2);
	const total = formatBytes(memoryTotal);
	return total.endsWith(` ${unit}`) ? `${amount} of ${total}` : `${used} of ${total}`;
}

/** Get how much of the memory is used, from 0 to 1. */
export const getMemoryShare = ({memoryUsed, memoryTotal}: DeviceReading): number | undefined =>
	memoryUsed === null || memoryTotal === null || memoryTotal === 0
		? undefined
		: memoryUsed / memoryTotal;
