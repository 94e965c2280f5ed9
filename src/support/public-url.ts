/**
Get an address as it may be shown, logged and kept: providers of nodes put keys into the path, the query or the user's name.

@example
```
toPublicUrl('wss://rpc.example.com/v1/0123');
//=> 'wss://rpc.example.com/…'
```
*/
export function toPublicUrl(address: string): string {
	const url = URL.parse(address);
	if (url === null) {
		return address;
	}

	const {protocol, host, pathname, search, hash, username, password} = url;
	const isBare = pathname.length <= 1 && `${search}${hash}${username}${password}` === '';
	return isBare ? address : `${protocol}//${host}/…`;
}
