import process from 'node:process';
import {expect, test} from 'vitest';
import {EngineFailedError} from '../../../src/gpu/errors.ts';
import {childrenOf} from '../../helpers/processes.ts';
import {
	fragileLanguageCommand,
	makeText,
	startTestLanguageEngine,
} from '../../helpers/language/start-test-language-engine.ts';
import {until} from '../../helpers/until.ts';

const story = 'the man went to the garden and the woman took the milk';

const works = Array.from({length: 200}, (_, index) => ({
	prompt: story.slice(0, 3 + ((index * 7) % 40)),
	maxTokens: 20 + (index % 40),
	temperature: index % 3 === 0 ? 0 : 0.9,
	seed: index,
}));

/** Get the only process that an engine with a problem, or without, has at the moment. */
async function pidOf() {
	const [pid] = await until(async () => {
		const pids = await childrenOf(process.pid);
		return pids.length > 0 && pids;
	});
	return pid!;
}

test('hundreds of texts come out whole and the same however often the process is killed', async () => {
	const engine = await startTestLanguageEngine();
	const calm = await Promise.all(works.map(async work => makeText(engine, work)));
	let ended = 0;
	const killed = works.map(async work =>
		makeText(engine, work, {
			onPart({kind}) {
				ended += kind === 'text' ? 0 : 1;
			},
		}),
	);
	const killAfter = async (count: number) => {
		await until(() => ended > count, {interval: 1});
		process.kill(await pidOf(), 'SIGKILL');
	};

	for (let death = 1; death <= 4; death++) {
		await killAfter(40 * death - 30);
		await until(() => engine.restarts() === death);
	}

	expect(await Promise.all(killed)).toEqual(calm);
	expect(calm.every(({end}) => end?.kind === 'text-end')).toBe(true);
	expect(engine.problem.getSnapshot()).toBeUndefined();
});

test('a suspended process is replaced, and its texts are made again', async () => {
	const engine = await startTestLanguageEngine();
	const calm = await Promise.all(works.slice(0, 40).map(async work => makeText(engine, work)));
	const texts = works.slice(0, 40).map(async work => makeText(engine, work));
	process.kill(await pidOf(), 'SIGSTOP');

	expect(await Promise.all(texts)).toEqual(calm);
	expect(engine.restarts()).toBe(1);
	expect(engine.info().processes).toMatchObject([{pid: await pidOf(), provider: 'cpu'}]);
});

test('a text that kills the process is found and refused, and the others are made', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand()});
	const prompts = ['a b c d e', 'f g KILL h', 'i j k l m', 'n o'];
	const made = await Promise.all(prompts.map(async prompt => makeText(engine, {prompt})));

	expect(made.map(({text}) => text)).toEqual([
		'a b c d e ',
		// What came last before the death may not have been told.
		expect.stringMatching(/^f (?:g )?$/v),
		'i j k l m ',
		'n o ',
	]);
	expect(made[1]!.end).toMatchObject({kind: 'refused', reason: 'engine-failed'});
	expect(made[1]!.end).toHaveProperty('cause', expect.any(EngineFailedError));
	expect(made.map(({end}) => end?.kind)).toEqual(['text-end', 'refused', 'text-end', 'text-end']);
	await until(() => engine.restarts() === 4);
});

test('a step that never ends is found out, and what caused it refused', async () => {
	const ends: string[] = [];
	const engine = await startTestLanguageEngine({
		command: fragileLanguageCommand(),
		stepTimeout: 300,
		onDeath(end) {
			ends.push(end);
		},
	});
	const [hung, other] = await Promise.all([
		makeText(engine, {prompt: 'a HANG b'}),
		makeText(engine, {prompt: 'c d e'}),
	]);

	expect(hung).toMatchObject({text: 'a ', end: {kind: 'refused', reason: 'engine-failed'}});
	expect(other).toMatchObject({text: 'c d e ', end: {kind: 'text-end'}});
	expect(ends).toEqual(ends.map(() => 'computed one batch for more than 0.3 s'));
});

test('what finds no memory is made once there is room, and fewer texts are made at once', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(3)});
	const prompts = Array.from({length: 60}, (_, index) => `${index} a b c`);
	const made = await Promise.all(prompts.map(async prompt => makeText(engine, {prompt})));

	expect(made.map(({text}) => text)).toEqual(prompts.map(prompt => `${prompt} `));
	expect(engine.restarts()).toBe(0);
});

test('a text that finds no memory even alone is refused', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand(0)});

	expect((await makeText(engine, {})).end).toMatchObject({
		kind: 'refused',
		reason: 'engine-failed',
		cause: new Error('bad_alloc'),
	});
});

test('a step that fails is the end of its text', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand()});

	expect(await makeText(engine, {prompt: 'a FAIL b'})).toMatchObject({
		text: 'a ',
		end: {kind: 'refused', reason: 'engine-failed', cause: new Error('Invalid Feed')},
	});
});

test('a text that comes out differently after a death is refused, not mixed', async () => {
	const engine = await startTestLanguageEngine({command: fragileLanguageCommand()});
	let isKilled = false;
	const endless = `PID ${'word '.repeat(200_000)}`;
	const {end} = await makeText(
		engine,
		{prompt: endless, maxTokens: 200_000},
		{
			onPart(part) {
				if (isKilled || part.kind !== 'text') {
					return;
				}

				isKilled = true;
				process.kill(Number(part.text), 'SIGKILL');
			},
		},
	);

	expect(end).toMatchObject({
		kind: 'refused',
		reason: 'engine-failed',
		cause: new Error('A text that was interrupted came out differently'),
	});
});

test('an engine that has given up refuses at once, and tries anew after a while', async () => {
	const engine = await startTestLanguageEngine({
		command: fragileLanguageCommand(),
		maxDeaths: 2,
		coolDown: 300,
	});

	expect((await makeText(engine, {prompt: 'KILL'})).end).toMatchObject({reason: 'engine-failed'});
	expect(engine.problem.getSnapshot()).toMatch(/died `2` times/v);
	await until(async () => (await makeText(engine, {prompt: 'a'})).text === 'a ');
});
