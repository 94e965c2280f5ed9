import type {EngineInfo} from '../../gpu/engine.ts';
import {type Estimate, estimateLead} from '../../models/confidence.ts';
import type {Foresight} from '../../rig/foresee-on-chain.ts';
import type {Measurement} from '../../models/measure-model.ts';
import {countOf} from '../../support/count-of.ts';
import type {TaskId} from '../../tasks/task.ts';
import type {Session} from '../session.ts';
import {facts, right, table, toMs} from '../table.ts';

/** What a model was measured to be, and where. */
export type Measured = Measurement & {
	readonly model: string;
	readonly engine: Pick<EngineInfo, 'name' | 'device'>;
	readonly memoryBytes: number;
};

/** The same, with the place that it would have. */
export type Placed = Measured & {readonly foresight: Foresight};

export type PrintedEvaluation = {
	readonly task: TaskId;
	readonly measured: Placed;
	/** What it is compared with. */
	readonly other: Placed | undefined;
};

/** Print what `btop models eval` found. */
export function printEvaluation(
	{output, world}: Session,
	{task, measured, other}: PrintedEvaluation,
): void {
	const lead = other && estimateLead(measured.scores, other.scores);
	const {foresight} = measured;
	const place = foresight.ok ? foresight : undefined;
	output.result(
		{
			model: measured.model,
			task,
			questions: measured.scores.length,
			...describe(measured),
			network: world.network.name,
			netuid: place?.netuid,
			block: place?.block,
			place: place?.place,
			placeBest: place?.best,
			placeWorst: place?.worst,
			miners: place?.miners,
			placeUnknown: foresight.ok ? undefined : foresight.reason,
			against: other && {
				model: other.model,
				...describe(other),
				place: other.foresight.ok ? other.foresight.place : undefined,
			},
			lead: lead && {
				mean: round(lead.mean),
				low: round(lead.low),
				high: round(lead.high),
				better: findBetter(lead, measured, other),
			},
		},
		[
			...facts([
				['model', `${measured.model}, for ${task}`],
				['score', describeScore(measured)],
				['place', describePlace(foresight, world.network.name)],
				['engine', describeEngine(measured)],
				...(other === undefined
					? []
					: [
							['against', other.model] as const,
							['its score', describeScore(other)] as const,
							...(other.foresight.ok
								? [['its place', describePlace(other.foresight, world.network.name)] as const]
								: []),
							['its engine', describeEngine(other)] as const,
						]),
			]),
			'',
			...describeSpeeds(other === undefined ? [measured] : [measured, other]),
			...(lead === undefined ? [] : ['', compare(lead, measured, other!)]),
		],
	);
}

/** What JSON tells of what a model was measured to be. */
export const describe = ({
	score,
	refused,
	speeds,
	engine,
	memoryBytes,
}: Omit<Measured, 'model' | 'scores'>) => {
	const byWidth = (read: (speed: Measured['speeds'][number]) => number) =>
		Object.fromEntries(speeds.map(speed => [`b${speed.concurrency}`, round(read(speed))]));
	return {
		score: round(score.mean),
		low: round(score.low),
		high: round(score.high),
		refused,
		latencyMs: byWidth(({latency}) => latency.p50),
		latencyP95Ms: byWidth(({latency}) => latency.p95),
		perSecond: byWidth(({perSecond}) => perSecond),
		engine: engine.name,
		device: engine.device,
		memoryBytes,
	};
};

const round = (value: number) => Math.round(value * 1e4) / 1e4;

const describeScore = ({score: {mean, low, high}, scores, refused}: Measured) =>
	`${mean.toFixed(3)} over ${scores.length} public questions; with a confidence of 95 %, ${low.toFixed(3)} to ${high.toFixed(3)}${refused === 0 ? '' : `; ${refused} without a valid answer`}`;

const describeEngine = ({engine, memoryBytes}: Measured) =>
	`${engine.name} on ${engine.device}, ${Math.round(memoryBytes / 1_048_576)} MiB`;

function describePlace(foresight: Foresight, network: string): string {
	if (!foresight.ok) {
		return `cannot be foreseen: ${foresight.reason}`;
	}

	const {place, best, worst, miners, netuid, block} = foresight;
	const range = best === worst ? '' : ` (${best} to ${worst})`;
	return `${place}${range} of ${countOf(miners, 'miner')} on subnet ${netuid} of ${network}, as of block ${block}; those of your own keys are not counted`;
}

function describeSpeeds(measured: readonly Measured[]): readonly string[] {
	return table(
		[{title: 'model'}, right('at once'), right('p50'), right('p95'), right('answers/s')],
		measured.flatMap(({model, speeds}) =>
			speeds.map(({concurrency, latency, perSecond}) => [
				model,
				String(concurrency),
				toMs(latency.p50),
				toMs(latency.p95),
				perSecond.toFixed(1),
			]),
		),
	);
}

function findBetter({low, high}: Estimate, {model}: Measured, other: Measured) {
	if (low > 0) {
		return model;
	}

	return high < 0 ? other.model : undefined;
}

/** Say which model is better, or that the questions do not tell. */
function compare(lead: Estimate, measured: Measured, other: Measured): string {
	const better = findBetter(lead, measured, other);
	const ends = [Math.abs(lead.low), Math.abs(lead.high)];
	return better === undefined
		? `${measured.model} and ${other.model} cannot be told apart by these questions: the difference is ${lead.low.toFixed(3)} to ${lead.high.toFixed(3)}`
		: `${better} is better by ${Math.abs(lead.mean).toFixed(3)}; with a confidence of 95 %, by ${Math.min(...ends).toFixed(3)} to ${Math.max(...ends).toFixed(3)}`;
}
