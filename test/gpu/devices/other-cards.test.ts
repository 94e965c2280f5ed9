import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {readAmd} from '../../../src/gpu/devices/amd/read-amd.ts';
import {readApple} from '../../../src/gpu/devices/apple/read-apple.ts';
import {poll} from '../../../src/gpu/devices/poll.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {until} from '../../helpers/until.ts';

async function makeFolder() {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-cards-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	return directory;
}

/** Write the files of a card as the Linux driver offers them. */
async function writeCard(
	drm: string,
	name: string,
	bus: string,
	files: Readonly<Record<string, string>>,
) {
	const device = path.join(drm, 'devices', bus);
	for (const [file, text] of Object.entries(files)) {
		const target = path.join(device, file);
		await mkdir(path.dirname(target), {recursive: true});
		await writeFile(target, `${text}\n`);
	}

	await mkdir(path.join(drm, name));
	await symlink(device, path.join(drm, name, 'device'));
}

const rx7900 = {
	vendor: '0x1002',
	device: '0x744c',
	gpu_busy_percent: '87',
	mem_info_vram_used: '20937965568',
	mem_info_vram_total: '25753026560',
	'hwmon/hwmon4/temp1_input': '58000',
	'hwmon/hwmon4/temp2_input': '74000',
	'hwmon/hwmon4/power1_average': '241000000',
	'hwmon/hwmon4/power1_cap': '303000000',
	'hwmon/hwmon4/power1_cap_default': '339000000',
	'hwmon/hwmon4/fan1_input': '1200',
	'hwmon/hwmon4/fan1_max': '3000',
	'hwmon/hwmon4/freq1_input': '2304000000',
};

test('AMD cards are read from the files of their driver', async () => {
	const drm = await makeFolder();
	await writeCard(drm, 'card10', '0000:83:00.0', {
		vendor: '0x1002',
		device: '0x74a1',
		product_name: 'AMD Instinct MI300X',
		gpu_busy_percent: 'busy',
		'hwmon/hwmon7/temp2_input': '47000',
		'hwmon/hwmon7/power1_input': '131000000',
	});
	await writeCard(drm, 'card2', '0000:03:00.0', rx7900);
	await writeCard(drm, 'card0', '0000:00:02.0', {vendor: '0x8086', device: '0x4680'});
	await mkdir(path.join(drm, 'card2-DP-1'));

	expect(await readAmd(drm)).toEqual([
		{
			vendor: 'amd',
			index: 0,
			name: 'AMD card 0x744c',
			bus: '0000:03:00.0',
			state: 'ok',
			memoryUsed: 20_937_965_568,
			memoryTotal: 25_753_026_560,
			load: 0.87,
			fan: 0.4,
			clock: 2304,
			temperature: 58,
			power: 241,
			powerLimit: 303,
			powerDefault: 339,
			throttles: [],
			processes: [],
		},
		expect.objectContaining({
			index: 1,
			name: 'AMD Instinct MI300X',
			load: undefined,
			memoryUsed: undefined,
			temperature: 47,
			power: 131,
			powerLimit: undefined,
			fan: undefined,
		}),
	]);
	expect(await readAmd('/no/such/folder')).toEqual([]);
});

// The driver's key of the same beginning comes first, and is 0.
const m4 = `+-o AGXAcceleratorG16G  <class AGXAcceleratorG16G, id 0x10000039c, registered, matched, active, busy 0 (309 ms), retain 59>
    {
      "IOMatchedAtBoot" = Yes
      "PerformanceStatistics" = {"In use system memory (driver)"=0,"Alloc system memory"=2181693440,"Tiler Utilization %"=30,"recoveryCount"=0,"Renderer Utilization %"=29,"Device Utilization %"=31,"In use system memory"=356089856}
      "model" = "Apple M4"
      "gpu-core-count" = 10
    }
`;

test('the graphics of an Apple machine are read from its registry, and what only root sees is unknown', async () => {
	const file = path.join(await makeFolder(), 'registry');
	await writeFile(file, m4);
	const [card, ...others] = await readApple({command: ['cat', file], sharedMemory: 16 * 2 ** 30});

	expect(others).toEqual([]);
	expect(card).toEqual({
		vendor: 'apple',
		index: 0,
		name: 'Apple M4, 10 cores',
		state: 'ok',
		memoryUsed: 356_089_856,
		memoryTotal: 16 * 2 ** 30,
		load: 0.31,
		throttles: [],
		processes: [],
	});
	expect(await readApple({command: ['/no/such/ioreg']})).toEqual([]);
});

test('a machine without cards is asked three times, and one with a card for ever', async () => {
	let asked = 0;
	const none = poll(
		async () => {
			asked++;
			return [];
		},
		{interval: 0, clock: systemClock},
	);
	await until(() => asked === 3);
	await new Promise(setImmediate);
	await none.close();
	expect(asked).toBe(3);

	const lists = [[], [], ['card'], [], [], [], [], ['again']];
	const some = poll(async () => lists.shift() ?? ['again'], {interval: 0, clock: systemClock});
	const seen: unknown[] = [];
	some.items.subscribe(() => {
		seen.push(...some.items.getSnapshot());
	});
	await until(() => seen.includes('again'));
	await some.close();
	expect(seen[0]).toBe('card');
});
