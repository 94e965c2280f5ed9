import {existsSync} from 'node:fs';
import {
	readEvaluations,
	type RecordedEvaluation,
	recordEvaluation,
} from '../../ledger/evaluations.ts';
import {type Ledger, openLedger} from '../../ledger/open-ledger.ts';
import type {CatalogueModel} from '../../models/catalogue.ts';
import type {ChosenModel} from '../../models/find-model.ts';
import {identifyModel} from '../../models/identify-model.ts';
import type {Foresight} from '../../rig/foresee-on-chain.ts';
import type {Home} from '../../support/home.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import type {TaskId} from '../../tasks/task.ts';
import type {Session} from '../session.ts';
import {right, table, toMs} from '../table.ts';
import {describe, type Placed} from './print-evaluation.ts';

/** Keep what `btop models eval` found of a model. A ledger that cannot be written must not keep anyone from the result. */
export function keepMeasured(
	{output, world: {home, network}}: Session,
	{model, scores, refused, score, speeds, engine, memoryBytes, foresight}: Placed,
	{task, identity}: {readonly task: TaskId; readonly identity: string | undefined},
): void {
	if (identity === undefined) {
		return;
	}

	try {
		using stack = new DisposableStack();
		const ledger = openLedger({file: home.ledger});
		stack.defer(ledger.close);
		recordEvaluation(ledger, {
			task,
			model,
			identity,
			time: Date.now(),
			questions: scores.length,
			refused,
			score,
			speeds,
			engine,
			memoryBytes,
			place: toPlace(foresight, network.name),
		});
	} catch (error) {
		output.progress(
			`The measurement of ${model} could not be recorded: ${(error as Error).message}`,
		);
	}
}

function toPlace(foresight: Foresight, network: string): RecordedEvaluation['place'] {
	if (!foresight.ok) {
		return null;
	}

	const {ok, ...place} = foresight;
	return {network, ...place};
}

export type LookUpOptions = {
	/** What is looked for, in the plural. */
	readonly what: string;
	readonly report: (line: string) => void;
};

/** Look something up in the ledger, if there is one. One that cannot be read must not keep anyone from the rest. */
export function lookUp<Value>(
	{ledger: file}: Home,
	read: (ledger: Ledger) => readonly Value[],
	{what, report}: LookUpOptions,
): readonly Value[] {
	if (!existsSync(file)) {
		return [];
	}

	try {
		using stack = new DisposableStack();
		const ledger = openLedger({file});
		stack.defer(ledger.close);
		return read(ledger);
	} catch (error) {
		report(`The ${what} cannot be read: ${(error as Error).message}`);
		return [];
	}
}

/** A model whose measurement is looked for. */
export type Measurable = Pick<CatalogueModel, 'task' | 'name' | 'path'> & {
	/** As they have to be, if that is known. */
	readonly files?: ChosenModel['expected'];
};

/** Read what models were measured to be on this machine, unless their files have changed since, by their paths. */
export async function readMeasured(
	models: readonly Measurable[],
	{home, report}: {readonly home: Home; readonly report: LookUpOptions['report']},
): Promise<ReadonlyMap<string, RecordedEvaluation>> {
	const measured = new Map<string, RecordedEvaluation>();
	const evaluations = lookUp(home, readEvaluations, {what: 'measurements of models', report});
	for (const {task, name, path, files} of models) {
		const identity = await identifyModel({path, expected: files});
		const found = evaluations.find(one => one.task === task && one.identity === identity);
		if (found) {
			// The same files may have had another name.
			measured.set(path, {...found, model: name});
		}
	}

	return measured;
}

/** What JSON tells of a measurement. */
export const toMeasured = (evaluation: RecordedEvaluation | undefined) =>
	evaluation && {
		time: new Date(evaluation.time).toISOString(),
		questions: evaluation.questions,
		...describe(evaluation),
		network: evaluation.place?.network,
		netuid: evaluation.place?.netuid,
		block: evaluation.place?.block,
		place: evaluation.place?.place,
		miners: evaluation.place?.miners,
	};

/** Say in a line what a model was measured to be. */
export function describeMeasured(evaluation: RecordedEvaluation, now: number): string {
	const {model, time, engine, place} = evaluation;
	const {score, range, p50, perSecond} = toWords(evaluation);
	return [
		`${model} was measured ${describeRoughly(now - time)} ago: score ${score} (${range})`,
		`p50 ${p50}`,
		`${perSecond} answers/s with ${engine.name} on ${engine.device}`,
		...(place === null ? [] : [`place ${place.place} of ${place.miners} on ${place.network}`]),
	].join(', ');
}

/** Tabulate what models were measured to be, if any were. */
export const describeMeasurements = (
	evaluations: readonly RecordedEvaluation[],
	now: number,
): readonly string[] =>
	evaluations.length === 0
		? []
		: [
				'',
				'Measured on this machine by `btop models eval`:',
				...table(
					[
						{title: 'task'},
						{title: 'model'},
						right('score'),
						{title: '95 %'},
						right('p50'),
						right('answers/s'),
						right('memory'),
						{title: 'place'},
						{title: 'when'},
					],
					evaluations.map(evaluation => {
						const {task, model, time, memoryBytes, place} = evaluation;
						const {score, range, p50, perSecond} = toWords(evaluation);
						return [
							task,
							model,
							score,
							range,
							p50,
							perSecond,
							`${Math.round(memoryBytes / 1_048_576)} MiB`,
							place === null ? '' : `${place.place} of ${place.miners}`,
							`${describeRoughly(now - time)} ago`,
						];
					}),
				),
			];

/** The latency is that of questions one at a time, and the speed that of most at once. */
function toWords({score: {mean, low, high}, speeds}: RecordedEvaluation) {
	return {
		score: mean.toFixed(3),
		range: `${low.toFixed(3)} to ${high.toFixed(3)}`,
		p50: toMs(speeds[0]?.latency.p50 ?? null),
		perSecond: speeds.at(-1)?.perSecond.toFixed(1) ?? '-',
	};
}
