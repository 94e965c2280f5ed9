import {readdir, readFile, realpath} from 'node:fs/promises';
import path from 'node:path';
import type {CardReading} from '../card.ts';

/**
Read this machine's AMD cards from the files of their Linux driver, which `rocm-smi` shows too. It needs no tool, starts no program, and any user may read them.

@param directory The kernel's list of graphics cards. @default '/sys/class/drm'
*/
export async function readAmd(directory = '/sys/class/drm'): Promise<readonly CardReading[]> {
	const names = await readdir(directory).catch(() => []);
	const devices = names
		.filter(name => /^card\d{1,3}$/v.test(name))
		.toSorted((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
		.map(name => path.join(directory, name, 'device'));
	const vendors = await Promise.all(devices.map(async device => readWord(device, 'vendor')));
	const own = devices.filter((_, index) => vendors[index] === amdVendor);
	return Promise.all(own.map(async (device, index) => readCard(device, index)));
}

/** AMD's number among the makers of PCI devices. */
const amdVendor = '0x1002';

async function readCard(device: string, index: number): Promise<CardReading> {
	const [sensors, target, product, id, busy, used, total] = await Promise.all([
		findSensors(device),
		realpath(device).catch(() => ''),
		readWord(device, 'product_name'),
		readWord(device, 'device'),
		readNumber(device, 'gpu_busy_percent'),
		readNumber(device, 'mem_info_vram_used'),
		readNumber(device, 'mem_info_vram_total'),
	]);
	const sense = async (...files: readonly string[]) =>
		sensors === undefined ? undefined : readNumber(sensors, ...files);
	// Newer cards measure power at the input; those without an edge sensor know the hottest spot.
	const [temperature, power, limit, standard, fan, fanMost, clock] = await Promise.all([
		sense('temp1_input', 'temp2_input'),
		sense('power1_average', 'power1_input'),
		sense('power1_cap'),
		sense('power1_cap_default'),
		sense('fan1_input'),
		sense('fan1_max'),
		sense('freq1_input'),
	]);
	const bus = path.basename(target);
	return {
		vendor: 'amd',
		index,
		name: product ?? `AMD card ${id ?? ''}`.trim(),
		bus: /^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d$/v.test(bus) ? bus : undefined,
		state: 'ok',
		memoryUsed: used,
		memoryTotal: total,
		load: scaled(busy, 100),
		fan: fan === undefined || fanMost === undefined || fanMost === 0 ? undefined : fan / fanMost,
		clock: scaled(clock, 1_000_000),
		temperature: scaled(temperature, 1000),
		power: scaled(power, 1_000_000),
		powerLimit: scaled(limit, 1_000_000),
		powerDefault: scaled(standard, 1_000_000),
		throttles: [],
		processes: [],
	};
}

async function findSensors(device: string): Promise<string | undefined> {
	const directory = path.join(device, 'hwmon');
	const [first] = await readdir(directory).catch(() => []);
	return first === undefined ? undefined : path.join(directory, first);
}

async function readWord(directory: string, file: string): Promise<string | undefined> {
	try {
		const text = await readFile(path.join(directory, file), 'utf8');
		return text.trim() === '' ? undefined : text.trim();
	} catch {
		// The driver offers only what the card has.
		return undefined;
	}
}

/** Read the first of these files that holds a number. */
async function readNumber(
	directory: string,
	...files: readonly string[]
): Promise<number | undefined> {
	for (const file of files) {
		const word = await readWord(directory, file);
		if (word !== undefined && /^\d{1,18}$/v.test(word)) {
			return Number(word);
		}
	}

	return undefined;
}

const scaled = (value: number | undefined, unit: number) =>
	value === undefined ? undefined : value / unit;
