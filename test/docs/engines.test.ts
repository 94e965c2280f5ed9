import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {createCommandEngine} from '../../docs/examples/command-engine.ts';
import type {Engine} from '../../src/gpu/engine.ts';
import {joinEngines} from '../../src/gpu/engine-pool.ts';
import {openEndpoint} from '../../src/serve/open-endpoint.ts';
import {runText, toWork} from '../helpers/openai/open-engine.ts';

const closes: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of closes.splice(0)) {
		await close();
	}
});

/** Create the engine of the page, with a program in JavaScript. */
function create(script: string, capacity?: number): Engine {
	const engine = createCommandEngine({command: [process.execPath, '-e', script], capacity});
	closes.push(engine.close);
	return engine;
}

const shout =
	"process.stdin.setEncoding('utf8').on('data', text => process.stdout.write(text.toUpperCase()))";
const hang = 'setInterval(() => undefined, 1000)';

test('the page shows the file that is tested', async () => {
	const page = await readFile('docs/engines.md', 'utf8');
	const [, code] =
		/```ts\n\/\/ docs\/examples\/command-engine\.ts\n(?<code>.*?)```/sv.exec(page) ?? [];

	expect(code).toBe(await readFile('docs/examples/command-engine.ts', 'utf8'));
});

test('its engine passes on what the program writes', async () => {
	expect(await runText(create(shout), toWork(9, {prompt: 'hello'}))).toEqual({
		text: 'HELLO',
		last: {kind: 'text-end', reason: 'stop', promptTokens: 0, tokens: 1},
	});
});

test('its engine refuses what it cannot do, as every engine does', async () => {
	const engine = create(hang);
	const messages = [{role: 'user', content: 'Hi'}] as const;
	expect((await runText(engine, toWork(9, {prompt: messages}))).last).toMatchObject({
		reason: 'unsupported',
	});
	const controller = new AbortController();
	const first = runText(engine, toWork(9), {signal: controller.signal});
	expect((await runText(engine, toWork(9))).last).toMatchObject({reason: 'queue-full'});
	controller.abort();
	expect((await first).last).toMatchObject({reason: 'cancelled'});
	const late = await runText(engine, toWork(9), {deadline: Date.now() + 50});
	expect(late.last).toMatchObject({reason: 'deadline'});
	expect((await runText(create('process.exit(3)'), toWork(9))).last).toMatchObject({
		reason: 'engine-failed',
	});
	await engine.close();
	expect((await runText(engine, toWork(9))).last).toMatchObject({reason: 'closed'});
});

test('its engine can be joined with others, and served', async () => {
	const engine = joinEngines([create(shout), create(shout)]);
	const endpoint = await openEndpoint({engine, model: 'shout', host: '127.0.0.1', port: 0});
	closes.push(endpoint.close);
	const response = await fetch(`${endpoint.url}/completions`, {
		method: 'POST',
		body: JSON.stringify({model: 'shout', prompt: 'hello'}),
	});

	expect(await response.json()).toMatchObject({choices: [{text: 'HELLO', finish_reason: 'stop'}]});
});
