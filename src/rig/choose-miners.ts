import * as v from 'valibot';
import {BtopError} from '../support/errors.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import {type MinerFiles, readMinerName} from './miner-files.ts';
import {readMinerOptions} from './miner-options.ts';
import type {RunningMiner} from './running-miners.ts';

/** The names an operator may use for a miner. */
export type MinerLabel = {
	/** As shown by `btop status`. */
	readonly name: string;
	readonly netuid: number;
	/** SS58; only a prefix if the miner is not running. */
	readonly hotkey: string;
	/** This and the rest are `undefined` if unknown. */
	readonly hotkeyName: string | undefined;
	readonly uid: number | undefined;
};

/** Error thrown when no miner matches a selector. */
export class NoSuchMinerError extends BtopError {
	override name = 'NoSuchMinerError';
	override readonly code = 'no-such-miner';

	constructor(selector: string, labels: readonly MinerLabel[]) {
		super(`No miner here matches \`${selector}\``, {
			fix:
				labels.length === 0
					? 'There is none to choose from; `btop mine` starts one.'
					: `Use the name, subnet, UID or hotkey of ${list(labels)}.`,
		});
	}
}

/** Error thrown when a selector matches several miners. Nothing is done to any of them. */
export class AmbiguousMinerError extends BtopError {
	override name = 'AmbiguousMinerError';
	override readonly code = 'ambiguous-miner';
	override readonly exitCode = 2;

	constructor(selector: string, labels: readonly MinerLabel[]) {
		super(`\`${selector}\` matches ${labels.length} miners: ${list(labels)}`, {
			fix: `Use the full name, such as \`${labels[0]!.name}\`.`,
		});
	}
}

/**
Select miners by name, netuid, UID, hotkey name or address; a prefix of a name or an address will do. Without selectors, select all.

@throws {NoSuchMinerError} If a selector matches no miner.
@throws {AmbiguousMinerError} If a selector matches several miners.
*/
export function chooseMiners<Miner extends {readonly label: MinerLabel}>(
	miners: readonly Miner[],
	selectors: readonly string[],
): readonly Miner[] {
	if (selectors.length === 0) {
		return miners;
	}

	const chosen = new Set(selectors.map(selector => chooseMiner(miners, selector)));
	return miners.filter(miner => chosen.has(miner));
}

function chooseMiner<Miner extends {readonly label: MinerLabel}>(
	miners: readonly Miner[],
	selector: string,
): Miner {
	const exact = miners.filter(({label}) => label.name === selector);
	const matching = exact.length > 0 ? exact : miners.filter(({label}) => isCalled(label, selector));
	const [miner, ...others] = matching;
	const toLabels = (list: readonly Miner[]) => list.map(({label}) => label);
	if (miner === undefined) {
		throw new NoSuchMinerError(selector, toLabels(miners));
	}

	if (others.length > 0) {
		throw new AmbiguousMinerError(selector, toLabels(matching));
	}

	return miner;
}

/** Minimum length of a prefix of a name or an address. */
const shortestPrefix = 3;

function isCalled({name, netuid, uid, hotkey, hotkeyName}: MinerLabel, selector: string): boolean {
	return (
		[String(netuid), String(uid), hotkeyName].includes(selector) ||
		(selector.length >= shortestPrefix &&
			// The selector may be a whole address of which only a prefix is known.
			(name.startsWith(selector) || hotkey.startsWith(selector) || selector.startsWith(hotkey)))
	);
}

const list = (labels: readonly MinerLabel[]) =>
	labels
		.map(
			({name, netuid, uid, hotkeyName}) =>
				`\`${name}\` (${[`subnet ${netuid}`, uid === undefined ? [] : `UID ${uid}`, hotkeyName ?? []].flat().join(', ')})`,
		)
		.join(', ');

/** Read a miner's label, even if it is not running or its files cannot be read. */
export async function labelMiner(files: MinerFiles): Promise<MinerLabel> {
	const {name, options, record} = files;
	const {netuid, hotkey} = readMinerName(files);
	const [started, ready] = await Promise.allSettled([
		readMinerOptions(options),
		readTextFile(record).then(text => v.parse(calledSchema, JSON.parse(text))),
	]);
	return {
		name,
		netuid,
		hotkey,
		hotkeyName: started.status === 'fulfilled' ? started.value.hotkeyName : undefined,
		uid: ready.status === 'fulfilled' ? (ready.value.uid ?? undefined) : undefined,
	};
}

/** The part of its label that a miner reports, in its record and on request. */
const calledSchema = v.object({uid: v.nullish(v.number()), hotkey: v.optional(v.string())});

/** Select among running miners. Connections to the others are closed, and all connections if the selection fails. */
export async function chooseRunning(
	miners: readonly RunningMiner[],
	selectors: readonly string[],
): Promise<readonly RunningMiner[]> {
	if (selectors.length === 0) {
		return miners;
	}

	let chosen: readonly RunningMiner[] = [];
	try {
		const labelled = await Promise.all(
			miners.map(async miner => ({miner, label: await labelRunning(miner)})),
		);
		chosen = chooseMiners(labelled, selectors).map(({miner}) => miner);
		return chosen;
	} finally {
		for (const miner of miners) {
			if (!chosen.includes(miner)) {
				miner.control?.close();
			}
		}
	}
}

/** The UID may have changed since the start; the miner's own answer is newer. */
async function labelRunning({files, control}: RunningMiner): Promise<MinerLabel> {
	const [label, state] = await Promise.all([
		labelMiner(files),
		control?.status().catch(() => undefined),
	]);
	const said = v.safeParse(calledSchema, state);
	return said.success
		? {...label, uid: said.output.uid ?? undefined, hotkey: said.output.hotkey ?? label.hotkey}
		: label;
}
