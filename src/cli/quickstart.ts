import process from 'node:process';
import {formatAlpha, formatTao} from '../chain/amount.ts';
import {describeEarned} from '../monitor/describe-earned.ts';
import {describeRank} from '../monitor/describe-rank.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {parseNetwork} from '../rig/network/networks.ts';
import {type QuickstartResult, runQuickstart} from '../onboarding/quickstart.ts';
import type {StepEvent} from '../onboarding/step.ts';
import {countOf} from '../support/count-of.ts';
import type {CommandContext} from '../support/command.ts';
import {homeOption, type NetworkOptions, netuidOption} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {facts, toMs} from './table.ts';

type Options = NetworkOptions & {readonly netuid?: number; readonly model?: string};

/** Run the whole walk unattended, in a temporary home. `start` without a terminal does the same. */
export async function run(context: CommandContext, name = 'quickstart'): Promise<void> {
	const program = createProgram(context, {
		name,
		summary:
			'from nothing to a first reward: wallet, funds, registration, mining, on a fresh devnet; leaves nothing behind',
	})
		.addOption(homeOption('accepted for consistency; quickstart discards its home'))
		.option('--json', 'print one JSON object')
		.option(
			'-n, --network <name|url>',
			'a fresh devnet (default), or a running one: local or ws://…',
		)
		.addOption(netuidOption())
		.option('--model <name>', 'a model from `btop models list`, or the path of one')
		.action(async (options: Options) => walk(context, options));
	await parseProgram(program, context.argv);
}

async function walk(context: CommandContext, {network = 'devnet', netuid, model, json}: Options) {
	const output = createOutput({...context, json});
	const start = Date.now();
	const result = await runQuickstart({
		network: parseNetwork(network),
		modelsDirectory: shippedModelsDirectory(context.entry),
		command: [process.execPath, context.entry],
		netuid,
		model,
		signal: context.signal,
		report: output.progress,
		onEvent(event) {
			if (event.kind !== 'started') {
				output.progress(toLine(event));
			}
		},
	});
	const seconds = Math.round((Date.now() - start) / 100) / 10;
	output.result(toJson(network, result, seconds), ['', ...toSummary(result, seconds)]);
}

function toLine(event: StepEvent & {readonly kind: 'met' | 'done'}) {
	const {number, total, title, said, milliseconds} = event;
	return `${number}/${total} ${title.padEnd(8)}  ${said} (${(milliseconds / 1000).toFixed(1)} s)`;
}

const toJson = (network: string, result: QuickstartResult, seconds: number) => ({
	network,
	url: result.url,
	block: result.reward.block,
	coldkey: result.coldkey,
	hotkey: result.hotkey,
	netuid: result.subnet.netuid,
	uid: result.reward.uid,
	burn: result.burn ?? null,
	model: result.model.name,
	device: result.miner.device,
	memoryBytes: result.miner.memoryBytes,
	queries: {answered: result.miner.queries.answered, refused: result.miner.queries.refused},
	latencyMs: result.miner.latencyMs,
	rank: result.reward.rank,
	miners: result.reward.miners,
	incentive: result.reward.incentive,
	earnedAlpha: result.reward.earnedAlpha ?? null,
	earnedTao: result.reward.earnedTao ?? null,
	epochs: result.epochs,
	seconds,
});

function toSummary(result: QuickstartResult, seconds: number) {
	const {reward, subnet, miner} = result;
	const {p50, p95, p99} = miner.latencyMs;
	return facts([
		[
			'mined',
			`subnet ${subnet.netuid} ${subnet.name} as UID ${reward.uid}, with ${result.model.name}`,
		],
		['device', `${miner.device}, ${Math.round((miner.memoryBytes ?? 0) / 1_048_576)} MiB`],
		[
			'queries',
			`${miner.queries.answered} answered, ${miner.queries.refused} refused; latency p50 ${toMs(p50)}, p95 ${toMs(p95)}, p99 ${toMs(p99)}`,
		],
		[
			'rank',
			`${describeRank({...reward, rank: reward.rank!}, {count: miners => countOf(miners, 'miner')})}, incentive ${(reward.incentive / 65_535).toFixed(4)}`,
		],
		[
			'earned',
			`${describeEarned(reward.earnedAlpha, reward.earnedTao, formatAlpha)}, in ${countOf(result.epochs, 'epoch')}`,
		],
		['paid', result.burn === undefined ? 'unknown' : `${formatTao(result.burn)} TAO to register`],
		['took', `${seconds} s; nothing left running, nothing left on disk`],
	]);
}
