/** A text that is made again after it was interrupted, of which what was passed on is left out. */
export type RetoldText = {
	/** Add a piece and return what is new in it, or `undefined` if it differs from what was passed on. */
	readonly add: (piece: string) => string | undefined;
	/** Begin again. */
	readonly restart: () => void;
	/** How much of it has come, in characters. */
	readonly reached: () => number;
	/** Whether any of it was passed on. */
	readonly isBegun: () => boolean;
	/** Whether all that was passed on has come again. */
	readonly isWhole: () => boolean;
};

/**
Create a text that can be told again.

@example
```
const text = createRetoldText();
text.add('Once up');
//=> 'Once up'
text.restart();
text.add('Once');
//=> ''
text.add(' upon a time');
//=> 'on a time'
```
*/
export function createRetoldText(): RetoldText {
	let passedOn = '';
	let position = 0;
	return {
		add(piece) {
			const again = passedOn.slice(position, position + piece.length);
			if (!piece.startsWith(again)) {
				return undefined;
			}

			const added = piece.slice(again.length);
			position += piece.length;
			passedOn += added;
			return added;
		},
		restart() {
			position = 0;
		},
		reached: () => position,
		isBegun: () => passedOn !== '',
		isWhole: () => position >= passedOn.length,
	};
}
