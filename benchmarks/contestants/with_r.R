# ineq and laeken, where they are installed; prints one line a call: package, version, name, value, seconds.
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.integer(arguments[2]); rounds <- as.integer(arguments[3])
x <- readBin(file.path(arguments[1], "values"), "double", n)
w <- readBin(file.path(arguments[1], "weights"), "double", n)
measure <- function(package, name, call) {
  if (!requireNamespace(package, quietly = TRUE)) return(invisible())
  value <- NULL
  times <- replicate(rounds, sum(system.time(value <<- call())[c("user.self", "sys.self")]))
  cat(package, as.character(packageVersion(package)), name, format(value, digits = 15), median(times), sep = "\t")
  cat("\n")
}
measure("ineq", "Gini", function() ineq::Gini(x))
measure("ineq", "Theil T", function() ineq::Theil(x))
measure("ineq", "Atkinson (0.5)", function() ineq::Atkinson(x, 0.5))
measure("laeken", "Gini", function() laeken::gini(x)$value / 100)
measure("laeken", "weighted Gini", function() laeken::gini(x, weights = w)$value / 100)
