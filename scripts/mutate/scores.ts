import path from 'node:path';
import type {Stryker} from '@stryker-mutator/core';

type Mutant = Pick<Awaited<ReturnType<Stryker['runMutationTest']>>[number], 'fileName' | 'status'>;

export type Score = {
	/** A file in `src/`, or a folder. */
	readonly name: string;
	readonly noticed: number;
	readonly survived: number;
	/** Percentage of mutants that a test detected. */
	readonly percent: number;
};

/** Count detected mutants per file and per folder. */
export function toScores(
	mutants: readonly Mutant[],
): Readonly<Record<'files' | 'rooms', readonly Score[]>> {
	const fileOf = ({fileName}: Mutant) => path.relative('src', fileName);
	return {
		files: countBy(mutants, fileOf),
		rooms: countBy(mutants, mutant => fileOf(mutant).split(path.sep)[0]!),
	};
}

function countBy(mutants: readonly Mutant[], nameOf: (mutant: Mutant) => string): readonly Score[] {
	return [...Map.groupBy(mutants, mutant => nameOf(mutant))]
		.map(([name, group]) => {
			const count = (...statuses: ReadonlyArray<Mutant['status']>) =>
				group.filter(({status}) => statuses.includes(status)).length;
			const noticed = count('Killed', 'Timeout');
			const survived = count('Survived', 'NoCoverage');
			return {name, noticed, survived, percent: (100 * noticed) / Math.max(1, noticed + survived)};
		})
		.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Format scores as a table. */
export function formatScores(scores: readonly Score[]): string {
	return scores
		.map(
			({name, percent, noticed, survived}) =>
				`${name.padEnd(48)} ${percent.toFixed(1).padStart(5)} %  ${noticed} noticed, ${survived} survived`,
		)
		.join('\n');
}
