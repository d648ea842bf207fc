# Reference values for test_reference_in_r.py, recorded in joint.json: Rscript joint.R > joint.json
# Base R alone, each index written in another form than in the package: pairs of rows, covariances, integrals, permutations.
options(digits = 15)
d <- read.csv("joint.csv")
w <- d$weight / sum(d$weight)
out <- list()
record <- function(name, value) out[[name]] <<- as.numeric(value)
gini <- function(x) sum(outer(w, w) * abs(outer(x, x, "-"))) / (2 * sum(w * x))
total <- d$wages + d$capital + d$transfers

# Duclos, Esteban and Ray: a matrix of kernels, and a matrix of distances
der <- function(x, alpha, h) {
  y <- x / sum(w * x)
  density <- colSums(w * dnorm(outer(y, y, "-"), sd = h))
  sum(outer(w * density^alpha, w) * abs(outer(y, y, "-")))
}
sigma <- sqrt(sum(w * (total / sum(w * total) - 1)^2))
for (alpha in c(0.25, 0.5, 1)) {
  record(paste0("der_", alpha), der(total, alpha, 4.7 * length(w)^-0.5 * sigma * alpha^0.1))
  record(paste0("der_", alpha, "_h"), der(total, alpha, 0.15))
}

# Lerman and Yitzhaki: weighted covariances with mid-ranks
rank <- function(x) sapply(x, function(v) sum(w[x < v]) + sum(w[x == v]) / 2)
covariance <- function(x, y) sum(w * x * y) - sum(w * x) * sum(w * y)
for (name in c("wages", "capital", "transfers")) {
  x <- d[[name]]
  share <- sum(w * x) / sum(w * total)
  own <- 2 * covariance(x, rank(x)) / sum(w * x)
  correlation <- covariance(x, rank(total)) / covariance(x, rank(x))
  contribution <- share * own * correlation
  record(paste0("source_", name), c(share, own, correlation, contribution, contribution / gini(total) - share))
}

# Shapley: the mean over the six orders, absent factors at their mean, or at zero
orders <- list(c(1, 2, 3), c(1, 3, 2), c(2, 1, 3), c(2, 3, 1), c(3, 1, 2), c(3, 2, 1))
mld <- function(x) sum(w * log(sum(w * x) / x))
factors <- list(d$wages + 1, d$capital + 5, d$transfers + 1)
worth <- function(index, present, even) {
  if (length(present) == 0) return(0)
  x <- rep(0, length(w))
  for (k in 1:3) if (k %in% present) x <- x + factors[[k]] else if (even) x <- x + sum(w * factors[[k]])
  index(x)
}
for (even in c(TRUE, FALSE)) for (which in c("gini", "mld")) {
  index <- list(gini = gini, mld = mld)[[which]]
  parts <- sapply(1:3, function(k) mean(sapply(orders, function(o) {
    before <- o[seq_len(match(k, o) - 1)]
    worth(index, c(before, k), even) - worth(index, before, even)
  })))
  record(paste0("shapley_", which, if (even) "_mean" else "_zero"), parts)
}

# Shorrocks: the index of two years together against those of each, by shares of the total
theil <- function(x) sum(w * x / sum(w * x) * log(x / sum(w * x)))
both <- total + d$later
part <- sum(w * total) / sum(w * both)
for (which in c("gini", "theil")) {
  index <- list(gini = gini, theil = theil)[[which]]
  record(paste0("mobility_", which), 1 - index(both) / (part * index(total) + (1 - part) * index(d$later)))
}

# Bonferroni and Zenga: integrals over the population of the means below and above
x <- sort(total); v <- w[order(total)]; ends <- cumsum(v)
lower <- function(p) approx(c(0, ends), c(0, cumsum(v * x)), p, rule = 2)$y
pieces <- function(f) {
  cuts <- c(0, head(ends, -1), 1)
  sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-12)$value, head(cuts, -1), tail(cuts, -1)))
}
mu <- sum(v * x)
record("bonferroni", pieces(function(p) 1 - lower(p) / p / mu))
record("zenga", pieces(function(p) 1 - (lower(p) / p) / ((mu - lower(p)) / (1 - p))))
record("s_gini_2.5", 1 - 2.5 * 1.5 * pieces(function(p) (1 - p)^0.5 * lower(p)) / mu)

# Overlap of regions: pairs of a richer member of the poorer region and a poorer one of the richer
north <- d$region == "north"
gap <- outer(total[!north], total[north], "-")
record("overlap", 2 * sum(outer(w[!north], w[north]) * pmax(gap, 0)) / mu)

lines <- sapply(names(out), function(n) sprintf(' "%s": [%s]', n, paste(sprintf("%.13g", out[[n]]), collapse = ", ")))
cat("{\n", paste(lines, collapse = ",\n"), "\n}\n", sep = "")
