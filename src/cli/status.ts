import {formatAlpha} from '../chain/amount.ts';
import {tellNotes} from '../gpu/devices/passed-over.ts';
import {getDeviceAlerts} from '../monitor/alerts/device-alerts.ts';
import {getUnansweredAlerts} from '../monitor/alerts/query-alerts.ts';
import {describeCanary, isNews} from '../monitor/describe-canary.ts';
import {describeRank} from '../monitor/describe-rank.ts';
import {describeEarned} from '../monitor/describe-earned.ts';
import {chooseRunning} from '../rig/choose-miners.ts';
import {describeMiner, type LiveStatus, type MuteStatus} from '../rig/miner-status.ts';
import {findRunningMiners} from '../rig/running-miners.ts';
import {systemClock} from '../support/clock.ts';
import {countOf} from '../support/count-of.ts';
import type {MinerState} from '../miner/miner-state.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError} from '../support/errors.ts';
import {type Home, resolveHome} from '../support/home.ts';
import {toPlainText} from '../support/plain-text.ts';
import {describeRoughly} from '../support/rough-duration.ts';
import {type CommonOptions, minersArgument, refuseJsonStream, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {facts, toMs} from './table.ts';

type Options = CommonOptions & {readonly watch?: boolean};

/** Print the status of this home's miners. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'status', summary: 'what each miner on this rig is doing'}),
	)
		.addArgument(minersArgument())
		.option('--watch', 'refresh every two seconds until Ctrl-C')
		.action(async (selectors: readonly string[], {home: directory, json, watch}: Options) => {
			const home = resolveHome({directory, env: context.env});
			if (watch === true) {
				if (json === true) {
					refuseJsonStream('--watch', 'status');
				}

				await keepShowing(context, async () => toText(await readStatuses(home, selectors)));
				return;
			}

			const miners = await readStatuses(home, selectors);
			createOutput({...context, json}).result(
				{miners: miners.map(miner => toPrinted(miner))},
				toText(miners),
			);
		});
	await parseProgram(program, context.argv);
}

/** Milliseconds between polls. */
const watchInterval = 2000;

/** Print lines repeatedly until a signal arrives: on a terminal in place, otherwise appended. */
async function keepShowing(
	{stdout, signal}: CommandContext,
	read: () => Promise<readonly string[]>,
) {
	const isTerminal = stdout.isTTY === true;
	const [begin, endLine, end] = isTerminal
		? ['\u{1B}[H', '\u{1B}[K\n', '\u{1B}[J']
		: ['', '\n', '\n'];
	stdout.write(isTerminal ? '\u{1B}[2J' : '');
	let isFirst = true;
	while (!signal.aborted) {
		const lines = await (isFirst ? read() : readOrExplain(read));
		isFirst = false;
		stdout.write(begin + lines.map(line => toPlainText(line) + endLine).join('') + end);
		await systemClock.sleep(watchInterval, {signal}).catch(() => undefined);
	}
}

/** A miner that stops or restarts does not end the watch: say why it cannot be shown. */
async function readOrExplain(read: () => Promise<readonly string[]>): Promise<readonly string[]> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof BtopError) {
			return [error.message];
		}

		throw error;
	}
}

type Status = (LiveStatus | MuteStatus) & {
	/** The name that `stop`, `logs` and `status` accept. */
	readonly name: string;
};

async function readStatuses(home: Home, selectors: readonly string[]): Promise<readonly Status[]> {
	const chosen = await chooseRunning(await findRunningMiners(home), selectors);
	const described = await Promise.all(
		chosen.map(async miner => {
			const status = await describeMiner(miner);
			return status && {...status, name: miner.files.name};
		}),
	);
	return described.filter(miner => miner !== undefined);
}

const isMute = (miner: Status): miner is Status & MuteStatus => 'error' in miner;

/** In JSON, problems are sentences, and the cards stand beside the miner's own figures. */
function toPrinted(miner: Status) {
	if (isMute(miner)) {
		return miner;
	}

	const {reading, ...state} = miner;
	return {...state, cards: reading?.cards ?? [], problems: listProblems(miner)};
}

/** List a miner's problems as sentences; what the monitor alerts to about its queries and its cards is among them, and stands for what the miner itself says of its queries. */
const listProblems = (miner: LiveStatus): readonly string[] => [
	...miner.problems.filter(({kind}) => kind !== 'queries').map(({message}) => message),
	...getUnansweredAlerts(miner).map(({what}) => what),
	...getDeviceAlerts(miner.reading, systemClock.now()).map(({what}) => what),
];

const toText = (miners: readonly Status[]): readonly string[] =>
	miners.length === 0
		? ['No miner is running. `btop mine` starts one.']
		: miners.flatMap((miner, index) => [...(index === 0 ? [] : ['']), ...toLines(miner)]);

function toLines(miner: Status): readonly string[] {
	if (isMute(miner)) {
		const {name, error, optionsError, pid, netuid, network, model} = miner;
		const errors = [error, ...(optionsError ? [optionsError] : [])];
		return facts([
			['name', name],
			['miner', `process ${pid ?? 'unknown'}, subnet ${netuid} of ${network}, ${miner.phase}`],
			['model', model ?? 'unknown'],
			...errors.map(({message, fix = ''}) => ['problem', `${message}. ${fix}`.trim()] as const),
		]);
	}

	const {queries, latencyMs} = miner;
	return facts([
		['name', miner.name],
		['miner', `process ${miner.pid}, subnet ${miner.netuid} of ${miner.network}, ${miner.phase}`],
		['hotkey', `${miner.hotkey}, ${miner.uid === null ? 'without a UID' : `UID ${miner.uid}`}`],
		['model', `${miner.model} at ${miner.address}, ${miner.engine}`],
		['device', `${miner.device}, ${describeMemory(miner.memoryBytes)}`],
		...(miner.memoryBytes === null
			? tellNotes(miner.engineNotes).map(note => ['server', note] as const)
			: []),
		['up', describeRoughly(miner.uptimeSeconds * 1000)],
		[
			'queries',
			`${queries.answered} answered, ${queries.refused} refused${miner.lastQuerySeconds === null ? '' : `, the last ${miner.lastQuerySeconds} s ago`}`,
		],
		[
			'latency',
			`p50 ${toMs(latencyMs.p50)}, p95 ${toMs(latencyMs.p95)}, p99 ${toMs(latencyMs.p99)}`,
		],
		[
			'rank',
			`${describeRank(miner, {count: miners => countOf(miners, 'miner')})}, incentive ${(miner.incentive / 65_535).toFixed(4)}, as of block ${miner.block ?? '-'}`,
		],
		['earned', describeEarned(miner.earnedAlpha, miner.earnedTao, formatAlpha)],
		...(miner.canary && isNews(miner.canary, systemClock.now())
			? [['trial', describeCanary(miner.canary, systemClock.now())] as const]
			: []),
		...listProblems(miner).map(problem => ['problem', problem] as const),
	]);
}

/** Servers do not say what memory they use. */
const describeMemory = (bytes: MinerState['memoryBytes']) =>
	bytes === null ? 'memory not known' : `${Math.round(bytes / 1_048_576)} MiB`;
