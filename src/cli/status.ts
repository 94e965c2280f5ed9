import {formatAlpha, formatTao} from '../chain/amount.ts';
import type {MinerState} from '../miner/miner-state.ts';
import {describeMiner, type HungStatus} from '../steps/miner-status.ts';
import {findRunningMiners} from '../steps/running-miners.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {facts, toMs} from './table.ts';

/** What every miner of this home does. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'status', summary: 'What every miner of this rig does.'}),
	).action(async ({home, json}: CommonOptions) => {
		const running = await findRunningMiners(resolveHome({directory: home, env: context.env}));
		const described = await Promise.all(running.map(async miner => describeMiner(miner)));
		const miners = described.filter(miner => miner !== undefined);
		createOutput({...context, json}).result(
			{miners: miners.map(miner => toPrinted(miner))},
			miners.length === 0
				? ['No miner runs. `btop mine` starts one.']
				: miners.flatMap((miner, index) => [...(index === 0 ? [] : ['']), ...toLines(miner)]),
		);
	});
	await parseProgram(program, context.argv);
}

/** Programs are promised problems as sentences. */
const toPrinted = (miner: MinerState | HungStatus) =>
	miner.phase === 'hung' ? miner : {...miner, problems: miner.problems.map(({message}) => message)};

function toLines(miner: MinerState | HungStatus): readonly string[] {
	if (miner.phase === 'hung') {
		const {error, pid, netuid, network, model} = miner;
		return facts([
			['miner', `process ${pid ?? 'unknown'}, subnet ${netuid} of ${network}, hung`],
			['model', model],
			['problem', `${error.message}. ${error.fix ?? ''}`.trim()],
		]);
	}

	const {queries, latencyMs} = miner;
	return facts([
		['miner', `process ${miner.pid}, subnet ${miner.netuid} of ${miner.network}, ${miner.phase}`],
		['hotkey', `${miner.hotkey}, ${miner.uid === null ? 'without a UID' : `UID ${miner.uid}`}`],
		['model', `${miner.model} at ${miner.address}, ${miner.engine}`],
		['device', `${miner.device}, ${Math.round(miner.memoryBytes / 1_048_576)} MiB`],
		['up', `${miner.uptimeSeconds} s`],
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
			`${miner.rank ?? '-'} of ${miner.miners} miners, incentive ${(miner.incentive / 65_535).toFixed(4)}, as of block ${miner.block ?? '-'}`,
		],
		['earned', `${formatAlpha(miner.earnedAlpha)} alpha, worth ${formatTao(miner.earnedTao)} TAO`],
		...miner.problems.map(({message}) => ['problem', message] as const),
	]);
}
