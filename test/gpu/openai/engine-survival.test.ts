import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {closeAfterEach, openEngine, runText, toWork} from '../../helpers/openai/open-engine.ts';
import {countTo} from '../../helpers/openai/openai-server.ts';
import {until} from '../../helpers/until.ts';

closeAfterEach();
const children = new Set<ChildProcess>();
afterEach(() => {
	for (const child of children) {
		child.kill('SIGKILL');
	}

	children.clear();
});

/** Start a server in a process of its own, which says a word every few milliseconds. */
async function startProcess(port = 0) {
	const child = spawn(
		process.execPath,
		['test/helpers/openai/server-process.ts', String(port), '4'],
		{stdio: ['ignore', 'pipe', 'inherit']},
	);
	children.add(child);
	const [line] = (await once(child.stdout, 'data')) as [Uint8Array];
	return {child, url: new TextDecoder().decode(line).trim()};
}

test('no text is lost when a server is killed among 100 streams, and comes back', async () => {
	const [first, second] = [await startProcess(), await startProcess()];
	const engine = await openEngine([
		{url: first.url, capacity: 60},
		{url: second.url, capacity: 60},
	]);
	const deadline = Date.now() + 250_000;
	const lengths = Array.from({length: 100}, (_, index) => 50 + index);
	let begun = 0;
	const works = lengths.map(async length => {
		let text = '';
		for await (const part of engine.run(toWork(length), {deadline})) {
			begun += text === '' ? 1 : 0;
			text += part.kind === 'text' ? part.text : '';
			if (part.kind !== 'text') {
				return {text, part};
			}
		}

		throw new Error('The work did not end');
	});
	await until(() => begun === 100, {interval: 1});
	first.child.kill('SIGKILL');
	const ends = await Promise.all(works);

	for (const [index, {text, part}] of ends.entries()) {
		expect(part).toMatchObject({kind: 'text-end', tokens: lengths[index]});
		expect(text).toBe(countTo(lengths[index]!));
	}

	const [gone, alive] = engine.info().notes;
	expect(gone).toMatch(/0 of 60 under way, \d+ answered, (?:[3-9]|\d\d) failed/v);
	expect(alive).toContain('0 of 60 under way');
	const answeredBy = (note: string) =>
		Number(/, (?<count>\d+) answered/v.exec(note)!.groups!.count);
	expect(answeredBy(gone!) + answeredBy(alive!)).toBe(100);

	await startProcess(Number(new URL(first.url).port));
	await until(() => !engine.info().notes[0]!.includes('refuses'));
	second.child.kill('SIGKILL');
	const {text} = await runText(engine, toWork(5), {deadline});
	expect(text).toBe(countTo(5));
});

test('work waits for the only server to come back', async () => {
	const {child, url} = await startProcess();
	const engine = await openEngine([{url, capacity: 4}]);
	const deadline = Date.now() + 250_000;
	const works = Array.from({length: 12}, async () => runText(engine, toWork(40), {deadline}));
	child.kill('SIGKILL');
	await once(child, 'exit');
	await startProcess(Number(new URL(url).port));

	for (const {text} of await Promise.all(works)) {
		expect(text).toBe(countTo(40));
	}
});
