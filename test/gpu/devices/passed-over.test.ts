import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {notePassedOver, tellNotes} from '../../../src/gpu/devices/passed-over.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const cuda = notePassedOver('cuda', 'no driver');
const vulkan = notePassedOver('vulkan', 'no library');
const shortage = 'Texts have 2048 tokens at most, as memory is short';
const notes = [cuda, vulkan, shortage];

/** Make the files by which a machine's cards are found. */
async function makeMachine(files: Readonly<Record<string, string>>) {
	const root = await makeTemporaryFolder('machine');
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(root, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	}

	return root;
}

const pci = (vendor: string, kind: string) => ({
	'sys/bus/pci/devices/0000:01:00.0/vendor': `${vendor}\n`,
	'sys/bus/pci/devices/0000:01:00.0/class': `${kind}\n`,
});

test.each([
	['no card', {}, [shortage]],
	['a driver of NVIDIA', {'dev/nvidiactl': ''}, notes],
	['the fourth card of NVIDIA alone', {'dev/nvidia3': ''}, notes],
	['a card of NVIDIA without a driver', pci('0x10de', '0x030200'), notes],
	['a card of AMD', {...pci('0x1002', '0x030000'), 'dev/dri/card0': ''}, [vulkan, shortage]],
	['the sound of NVIDIA', pci('0x10de', '0x040300'), [shortage]],
	['a pipe of another driver', {'dev/nvidia-modeset-not': ''}, [shortage]],
])('on a machine with %s, only what it has is told of', async (_name, files, told) => {
	const root = await makeMachine(files);

	expect(tellNotes(notes, {platform: 'linux', root})).toEqual(told);
});

test.each([
	['darwin', [vulkan, shortage]],
	['win32', notes],
] as const)('on %s, cards are not looked for', (platform, told) => {
	expect(tellNotes(notes, {platform, root: '/nowhere'})).toEqual(told);
});
