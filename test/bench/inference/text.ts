import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {Engine} from '../../../src/gpu/engine.ts';
import {startEngines} from '../../../src/gpu/start-engines.ts';
import {createRandom} from '../../../src/support/random.ts';
import {translationTask} from '../../../src/tasks/translation/translation-task.ts';
import {engineCommand} from '../../helpers/miner/engine-command.ts';
import {median} from '../measure.ts';
import {makeTexts} from './make-texts.ts';
import {type Peer, startPeer} from './peer.ts';
import type {Measured, Ratio, Row} from './report.ts';
import {type TextQuestion, type TextRun, textRunSchema} from './text-run.ts';
import {createView} from './view.ts';

export type TextOptions = {
	/** A folder with a language model. */
	readonly model: string;
	/** The module of transformers.js, if there is one. */
	readonly transformers?: string;
	/** Those compared take turns so many times, and the best turn of each counts. */
	readonly rounds: number;
	/** How the names of its ratios begin. @default 'text' */
	readonly name?: string;
	/** Texts a turn, whatever the width: with one stream, the same as with others, one after the other. @default 96 */
	readonly count?: number;
};

const widths = [1, 8, 32];
const maxTokens = 48;
const manners = {calls: 'transformers.js, calls', batch: 'transformers.js, batches'} as const;

type Turns = {readonly ours: TextRun[]; readonly peers: Map<string, TextRun[]>};

/** Measure texts through our whole engine beside transformers.js in a process of its own, both on the same files, with the same prompts, greedily and on one thread. */
export async function measureTexts(options: TextOptions): Promise<Measured> {
	const {model, transformers, rounds, name = 'text', count = 96} = options;
	await using opened = new AsyncDisposableStack();
	let peer: Peer<TextRun> | undefined;
	if (transformers !== undefined) {
		const view = await createView(model);
		opened.defer(view.close);
		const program = fileURLToPath(new URL('text-transformers.ts', import.meta.url));
		peer = await startPeer([process.execPath, program, transformers, view.folder], textRunSchema);
		opened.defer(peer.close);
	}

	const engine = await startEngines({model, command: engineCommand, devices: ['cpu'], threads: 1});
	opened.defer(engine.close);
	const prompts = drawPrompts(count);
	const turns = new Map<number, Turns>(widths.map(width => [width, {ours: [], peers: new Map()}]));
	// The first texts find caches and compilers cold.
	await takeTurn({engine, peer, prompts: prompts.slice(0, 16), streams: 8});
	for (let round = 0; round < rounds; round++) {
		for (const [streams, {ours, peers}] of turns) {
			const turn = await takeTurn({engine, peer, prompts, streams});
			ours.push(turn.ours);
			for (const [rival, run] of turn.peers) {
				peers.set(rival, [...(peers.get(rival) ?? []), run]);
			}
		}
	}

	return compare({model: path.basename(model), name}, turns);
}

type TurnOptions = Pick<TextQuestion, 'prompts' | 'streams'> & {
	readonly engine: Engine;
	readonly peer: Peer<TextRun> | undefined;
};

async function takeTurn({engine, peer, prompts, streams}: TurnOptions) {
	const ours = await makeTexts(engine, {prompts, streams, maxTokens});
	const peers = new Map<string, TextRun>();
	for (const [manner, name] of Object.entries(manners)) {
		// With a single stream, both are the same.
		if (peer && (manner === 'calls' || streams > 1)) {
			peers.set(name, await peer.ask({prompts, streams, maxTokens, manner}));
		}
	}

	return {ours, peers};
}

function compare(
	{model, name}: {readonly model: string; readonly name: string},
	turns: ReadonlyMap<number, Turns>,
): Measured {
	const rows: Row[] = [];
	const ratios: Record<string, Ratio> = {};
	for (const [streams, {ours, peers}] of turns) {
		const firsts = {ours: soonest(ours), peers: mapValues(peers, soonest)};
		const speeds = {ours: fastest(ours), peers: mapValues(peers, fastest)};
		const what = `${model}, ${streams} ${streams === 1 ? 'stream' : 'streams'}`;
		rows.push(
			{what: `${what}, to the first token, p50`, unit: 'ms', ...firsts},
			{what, unit: 'tokens/s', ...speeds},
		);
		if (peers.size === 0) {
			continue;
		}

		// Beside the better of its two ways, in each.
		ratios[`${name}_first_token_${streams}`] = {
			value: firsts.ours / Math.min(...Object.values(firsts.peers)),
			atMost: 1,
		};
		ratios[`${name}_tokens_${streams}`] = {
			value: speeds.ours / Math.max(...Object.values(speeds.peers)),
			atLeast: 1,
		};
		ratios[`${name}_equal_${streams}`] = {value: countEqual(ours[0]!, peers), atLeast: 0.98};
	}

	ratios[`${name}_8_over_1`] = {
		value: fastest(turns.get(8)!.ours) / fastest(turns.get(1)!.ours),
		atLeast: 3,
	};
	return {rows, ratios};
}

/** Share of texts that came out the same, so that the same work is compared. */
function countEqual({texts}: TextRun, peers: Turns['peers']): number {
	const others = Array.from(peers.values(), runs => runs[0]!.texts);
	const equal = texts.filter((text, index) =>
		others.every(other => other[index]!.trim() === text.trim()),
	);
	return equal.length / texts.length;
}

const soonest = (runs: readonly TextRun[]) => Math.min(...runs.map(({firsts}) => median(firsts)));

const fastest = (runs: readonly TextRun[]) =>
	Math.max(...runs.map(({tokens, seconds}) => tokens / seconds));

const mapValues = (
	runs: Turns['peers'],
	best: (runs: readonly TextRun[]) => number,
): Record<string, number> =>
	Object.fromEntries(Array.from(runs, ([name, each]) => [name, best(each)]));

/** Draw questions of the translation task, as our translation models are asked: `<en> TEXT<eo>`. Other language models continue them somehow. */
function drawPrompts(length: number): readonly string[] {
	const random = createRandom(11);
	return Array.from({length}, () => {
		const {text, source, target} = translationTask.ask(random).question;
		return `<${source}> ${text}<${target}>`;
	});
}
