// The names of medicines that are suggested while one is typed. Sends nothing, keeps nothing.
export default function ({ data }) {
  if (document.getElementById('suggestions')) return
  const list = document.createElement('datalist')
  list.id = 'suggestions'
  list.append(...data.map(name => new Option(name, name)))
  document.body.append(list)
}
