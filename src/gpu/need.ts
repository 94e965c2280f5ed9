import type {EngineInfo, RowShape} from './engine.ts';

/** What a piece of work needs of a model: dimensions for rows, or that it continues texts, or turns them into vectors. */
export type Need =
	({readonly kind: 'tensor'} & RowShape) | {readonly kind: 'generate'} | {readonly kind: 'embed'};

/** Tell whether an engine can do work that needs this. */
export const canMeet = (
	{capabilities, shapes = []}: Pick<EngineInfo, 'capabilities' | 'shapes'>,
	need: Need,
): boolean =>
	need.kind === 'tensor'
		? shapes.some(shape => isSameShape(shape, need))
		: capabilities.includes(need.kind);

/** Tell whether two models have the same dimensions. */
export const isSameShape = (one: RowShape, other: RowShape): boolean =>
	isSame(one.inputDims, other.inputDims) && isSame(one.outputDims, other.outputDims);

const isSame = (one: readonly number[], other: readonly number[]) =>
	one.length === other.length && one.every((dim, index) => dim === other[index]);

/**
Say what is wrong with a model that can do none of the work that is needed, as the end of a sentence.

@example
```
describeMisfit({capabilities: ['embed']}, [{kind: 'generate'}]);
//=> 'it turns texts into vectors, but what is needed continues texts'
```
*/
export function describeMisfit(
	{capabilities, shapes = []}: Pick<EngineInfo, 'capabilities' | 'shapes'>,
	needs: readonly Need[],
): string {
	const has = [
		...shapes.map(shape => describeShape(shape)),
		...capabilities.filter(kind => kind !== 'tensor').map(kind => doings[kind]),
	];
	const wants = needs.map(need =>
		need.kind === 'tensor' ? describeShape(need) : doings[need.kind],
	);
	return `it ${has.join(' and ')}, but what is needed ${wants.join(' or ')}`;
}

const describeShape = ({inputDims, outputDims}: RowShape) =>
	`turns rows of \`${inputDims.join('×')}\` into \`${outputDims.join('×')}\``;

const doings = {generate: 'continues texts', embed: 'turns texts into vectors'} as const;
