// Every scenario has silos, a database and clients on few processors: together they would starve one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
