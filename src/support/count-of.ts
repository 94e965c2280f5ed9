/**
Format a count with its noun.

@example
```
countOf(1, 'query', 'queries');
//=> '1 query'
```
*/
export const countOf = (count: number, one: string, many = `${one}s`): string =>
	`${count} ${count === 1 ? one : many}`;
