import json, sys, mpmath as mp
mp.mp.dps = 40
def sp(w): return mp.log1p(mp.e**w) if w<0 else w+mp.log1p(mp.e**-w)
def loss(scheme,n,r,phi,alpha,s2,scale):
    r,phi,alpha,s2,scale=map(mp.mpf,(r,phi,alpha,s2,scale))
    c,s=mp.cos(phi),mp.sin(phi)
    l=lambda m: sp(-m)
    if scheme=='vanilla': return (n+1)*l(r*c)+l(r*s)
    rho=(lambda t:t) if scheme=='mixup' else (lambda t:1/(1+mp.e**(-scale*(t-mp.mpf(1)/2)/s2)))
    B=mp.beta(alpha,alpha)
    p=lambda t:(t*(1-t))**(alpha-1)/B
    cuts=sorted({mp.mpf(0),mp.mpf(1)}|{mp.mpf(1)/2+k*s2 for k in(-30,-10,-3,0,3,10,30) if 0<mp.mpf(1)/2+k*s2<1}|{x for k in (-30,-10,-3,0,3,10,30) for x in [ (s+k/r)/(s+c) ] if 0<x<1})
    cuts2=sorted({mp.mpf(0),mp.mpf(1)}|{mp.mpf(1)/2+k*s2 for k in(-30,-10,-3,0,3,10,30) if 0<mp.mpf(1)/2+k*s2<1}|{x for k in (-30,-10,-3,0,3,10,30) for x in [ mp.mpf(1)/2+k/r/c/2 ] if 0<x<1})
    def L1(t):
        m=r*(-t*c+(1-t)*s); q=1-rho(t); return (q*sp(-m)+(1-q)*sp(m))*p(t)
    def L2(t):
        m=r*(2*t-1)*c; q=rho(t); return (q*sp(-m)+(1-q)*sp(m))*p(t)
    def L3(t): return sp(-r*((1-t)*c+t*s))*p(t)
    return 2*n*(mp.quad(L1,cuts)+mp.quad(L2,cuts2))+2*mp.quad(L3,[0,mp.mpf(1)/2,1])+n*n*l(r*c)+l(r*c)+l(r*s)
rows=[]
for scheme,n,r,phi,alpha,s2,scale in [
 ('vanilla',3,'2.5','0.6','1','0.1',1),('mixup',1,'0.5','0.7','1','0.1',1),('mixup',10,'50','1.02','1','0.1',1),
 ('mixup',4,'8','0.9','0.5','0.1',1),('mixup',4,'8','0.3','2.5','0.1',1),('genlabel',1,'50','0.785','1','0.01',1),
 ('genlabel',100,'20','0.8','1','0.1',2),('genlabel',5,'10','2.5','2','0.05',1),('genlabel',2,'50','0.79','0.4','0.01',2),
 ('genlabel',7,'1.5','-1.2','3.7','0.5',1)]:
    rows.append(dict(scheme=scheme,n=n,r=float(r),phi=float(phi),alpha=float(alpha),sigma2=float(s2),labelScale=scale,
      loss=mp.nstr(loss(scheme,n,mp.mpf(float(r)),mp.mpf(float(phi)),mp.mpf(float(alpha)),mp.mpf(float(s2)),scale),20)))
def coef(s1,c,tau,d,zi,zj):
    s1,c,tau=map(lambda v:mp.mpf(float(v)),(s1,c,tau))
    S=mp.matrix(d,d)
    for i in range(d):
        for j in range(d): S[i,j]=1 if i==j else tau
    P=S**-1; s2=c*s1
    e=mp.matrix(d,1); e[0]=1
    def lam(t,zj):
        z=mp.matrix([t*mp.mpf(a)+(1-t)*mp.mpf(b) for a,b in zip(zi,zj)])
        x=(1-2*t)*e+z
        p=s1**d*mp.e**(-(s1**2/2)*((x+e).T*P*(x+e))[0]); q=s2**d*mp.e**(-(s2**2/2)*((x-e).T*P*(x-e))[0])
        return p/(p+q)
    A=B=a=0
    cuts=[mp.mpf(k)/16 for k in range(17)]
    for z in zj:
        F=lambda t:lam(t,z)+1-lam(1-t,z)
        A+=mp.quad(lambda t:F(t)*(1-t),cuts); B+=mp.quad(lambda t:F(t)*(1-t)**2,cuts); a+=mp.quad(lambda t:lam(t,z),cuts)
    m=len(zj)
    return [mp.nstr(v/m,20) for v in(A,B,a)]
cs=[]
for s1,c,tau,d,zi,zj in [(1,1,0,2,[.1,-.2],[[.3,.1]]),(2,1.5,.3,3,[.1,-.2,.3],[[.05,.1,-.1],[-.3,.2,.1]]),(5,.4,-.2,3,[-.1,.05,.1],[[.1,0,.1],[.2,-.1,.05],[0,.1,.2]]),(0.7,3,.5,1,[.5],[[-.4]])]:
    A,B,a=coef(s1,c,tau,d,zi,zj)
    cs.append(dict(sigma1=s1,c=c,tau=tau,d=d,zi=zi,zj=zj,A=A,B=B,a=a))
json.dump(dict(command='python tests/vectors/theory-proofs.py tests/vectors/theory-proofs.json (mpmath %s, 40 digits)'%mp.__version__,example3=rows,coefficients=cs),open(sys.argv[1],'w'),indent=1)
