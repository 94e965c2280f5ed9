import type {DeviceReading} from '../../../miner/observe/device-reading.ts';
import {formatBytes} from '../../../ui/draw/format.ts';
import {joinFitting} from '../words.ts';

/** Describe a card beyond its memory and load, as far as it fits. */
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

/** Describe how much memory is used of the total; a shared unit is written once. */
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

/** Get the share of memory used, from 0 to 1. */
export const getMemoryShare = ({memoryUsed, memoryTotal}: DeviceReading): number | undefined =>
	memoryUsed === null || memoryTotal === null || memoryTotal === 0
		? undefined
		: memoryUsed / memoryTotal;
