import type {Shape, ShapeValue} from '../scale/shapes.ts';

export type EventDraft<S extends Shape = Shape> = {readonly index: number; readonly shape: S};

/** An event of a pallet: its index in the metadata and its fields. */
export type Event<S extends Shape = Shape> = EventDraft<S> & {
	readonly pallet: string;
	readonly name: string;
};

// eslint-disable-next-line @typescript-eslint/no-restricted-types -- Exactly none.
type NoArguments = readonly [];

/** The arguments of `emit()` after the event: none if it has no fields. */
export type EventArguments<S extends Shape> = S extends undefined
	? NoArguments
	: readonly [value: ShapeValue<S>];

/** An event before it is assigned to a pallet and named. The shape is as in the main chain's metadata: fields by name, a list of unnamed fields, a single one, or none. */
export function event(index: number): EventDraft<undefined>;
export function event<const S extends Shape>(index: number, shape: S): EventDraft<S>;
export function event(index: number, shape?: Shape): EventDraft {
	return {index, shape};
}

/**
Name the events of a pallet, or of one subject of it.

@example
```
const {NeuronRegistered} = defineEvents('SubtensorModule', {
	NeuronRegistered: event(6, [u16, u16, accountId]),
});
context.emit(NeuronRegistered, [netuid, uid, hotkey]);
```
*/
export function defineEvents<const Drafts extends Readonly<Record<string, EventDraft>>>(
	pallet: string,
	drafts: Drafts,
): {readonly [Name in keyof Drafts]: Event<Drafts[Name]['shape']>} {
	return Object.fromEntries(
		Object.entries<EventDraft>(drafts).map(([name, draft]) => [name, {...draft, pallet, name}]),
	) as {readonly [Name in keyof Drafts]: Event<Drafts[Name]['shape']>};
}
