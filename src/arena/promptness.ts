/**
Get the share of its score that an answer keeps: all of it within the first half of the allowed time, then less and less, down to half.

@param milliseconds From the first byte sent to the last byte received.
@param timeout Time allowed, in milliseconds.

@example
```
getPromptness(2250, 3000);
//=> 0.75
```
*/
export function getPromptness(milliseconds: number, timeout: number): number {
	const late = Math.max(0, milliseconds / timeout - 0.5);
	return Math.max(0.5, 1 - late);
}
