console.error(`genlabel: no command ${process.argv[2]}`);
process.exitCode = 2;
